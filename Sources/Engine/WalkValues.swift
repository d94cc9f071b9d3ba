/// What a walk gives along: values that lie where conditions turn, cases to refer to, and people where a role is held within one.

import Calendar
import Definitions
import FEEL
import Governance

extension Walk {
  /// What each field may be given.
  private mutating func candidates(_ fields: [Field], _ depth: Int, of kind: Kind?) -> [[Value]] {
    var dates = 0
    return fields.map { field in
      let named = kinds(of: field)
      for name in named { make(name, depth) }
      let samples = Samples.of(field, view.today, literals: literals) { _ in
        ids(named.isEmpty ? rulebook.kindNames : named)
      }
      guard field.type == .date, field.isRequired else { return authority(field.name, of: kind) + samples }
      // What begins comes before what ends.
      dates += 1
      let first = min(dates, samples.count) - 1
      return first > 0 ? Array(samples[first...]) + samples[..<first] : samples
    }
  }

  /// What may be given: what must be, then one field after the other with another value.
  mutating func variants(_ fields: [Field], _ depth: Int, of kind: Kind? = nil) -> [Given] {
    let candidates = candidates(fields, depth, of: kind)
    func given(_ change: (Int, Value)? = nil, optional: Bool) -> Given {
      fields.indices.compactMap { index in
        if let change, change.0 == index { return (fields[index].name, change.1) }
        guard optional || fields[index].isRequired && fields[index].initial == nil else { return nil }
        return candidates[index].first.map { (fields[index].name, $0) }
      }
    }
    var result = [given(optional: false)]
    if fields.contains(where: { !$0.isRequired }) { result.append(given(optional: true)) }
    for rank in 1..<bounds.variants {
      for index in fields.indices where candidates[index].count > rank {
        result.append(given((index, candidates[index][rank]), optional: false))
      }
    }
    return Array(result.prefix(bounds.variants))
  }

  /// What an event is taken with, where one field after the other does not do: the fields that the requirement in the way reads are
  /// turned together, then those of the next. Nil where that leads nowhere either.
  mutating func solution(
    _ event: EventDefinition, _ fields: [Field], _ depth: Int, of kind: Kind? = nil, on state: CaseState? = nil,
    at clock: Instant? = nil
  ) -> Given? {
    let candidates = candidates(fields, depth, of: kind)
    var given: Given = fields.indices.compactMap { index in
      guard fields[index].isRequired, fields[index].initial == nil else { return nil }
      return candidates[index].first.map { (fields[index].name, $0) }
    }
    func isTaken(_ walk: inout Walk, _ given: Given) -> Bool {
      var isTaken = false
      walk.trying { walk in
        if let state {
          isTaken = walk.perform(.fire(event.name), state.id, given, clock ?? walk.view.now, of: state) != nil
        } else if let kind {
          isTaken = walk.create(kind, given, clock ?? walk.view.now, depth) != nil
        }
      }
      return isTaken
    }
    for _ in 0..<Self.mostRequirements {
      if isTaken(&self, given) { return given }
      guard let name = unmet.first, let requirement = event.requirements.first(where: { $0.name == name }) else {
        return nil
      }
      let read = texts(of: requirement.condition, state?.kind ?? kind)
      let turned = fields.indices.filter { index in read.contains { $0.contains(fields[index].name) } }
      guard !turned.isEmpty else { return nil }
      var better: Given?
      for values in combinations(turned.map { candidates[$0] }) {
        let changed = zip(turned, values).map { (fields[$0].name, $1) }
        let next = given.filter { one in !changed.contains { $0.0 == one.name } } + changed
        if isTaken(&self, next) { return next }
        if !unmet.isEmpty, !unmet.contains(name) {
          better = next
          break
        }
      }
      guard let better else { return nil }
      given = better
    }
    return nil
  }

  /// How many requirements are met one after the other, how many values of each field are turned, and how many combinations.
  private static let (mostRequirements, mostValues, mostCombinations) = (5, 8, 80)

  /// A condition, and the derived values that it reads.
  private func texts(of condition: Expression, _ kind: Kind?) -> [String] {
    [condition.text] + (kind?.derived.filter { condition.mentions.contains($0.name) }.map(\.expression.text) ?? [])
  }

  /// One value of each, all together.
  private func combinations(_ lists: [[Value]]) -> [[Value]] {
    var all: [[Value]] = [[]]
    for list in lists {
      let values = list.prefix(Self.mostValues)
      all = Array(all.flatMap { head in values.map { head + [$0] } }.prefix(Self.mostCombinations))
    }
    return all
  }

  /// What a field that gives authority may name: a role, or somebody.
  private func authority(_ field: String, of kind: Kind?) -> [Value] {
    let parts = kind?.grant?.fields.filter { $0.value == field }.map(\.key) ?? []
    let accounts = holders.sorted { $0.key < $1.key }.flatMap(\.value).filter { $0.hasSuffix("@check") }
    switch parts.first {
    case "role": return rulebook.roles.keys.sorted().prefix(2).map { .string($0) }
    case "person": return accounts.prefix(2).map { .string($0) }
    case "by": return accounts.suffix(2).map { .string($0) }
    case "activities": return rulebook.kindNames.prefix(2).map { .list([.string($0)]) }
    default: return []
    }
  }

  /// The kinds that a field says it may name cases of.
  private func kinds(of field: Field) -> [String] {
    guard case .reference(let name) = field.type.element else { return [] }
    return name.map { [$0] } ?? field.kinds
  }

  /// Makes cases for a field to refer to, where there are none: one for each word of the first choice that must be made. What could
  /// not be made is not tried again.
  private mutating func make(_ name: String, _ depth: Int) {
    guard depth < 5, ids([name]).isEmpty, let kind = rulebook.kinds[name], let creation = kind.events["create"],
      creation.source == .role, tried.insert(name).inserted
    else { return }
    let fields = kind.givenAtCreation
    let all = variants(fields, depth + 1, of: kind)
    guard
      let given = all.first(where: { create(kind, $0, view.now, depth + 1) != nil })
        ?? solution(creation, fields, depth + 1, of: kind).map({ given in
          _ = create(kind, given, view.now, depth + 1)
          return given
        })
    else { return }
    tried.remove(name)
    others(like: given, kind, fields, depth + 1)
  }

  /// Makes the same with each other word of the first choice that must be made.
  private mutating func others(like given: Given, _ kind: Kind, _ fields: [Field], _ depth: Int) {
    for field in fields where field.isRequired {
      guard case .choice(let words) = field.type, let own = given.first(where: { $0.name == field.name }) else {
        continue
      }
      for word in words.prefix(Self.mostValues) where !Value.identical(.string(word), own.value) {
        let next = given.map { $0.name == field.name ? ($0.name, .string(word)) : $0 }
        _ = create(kind, next, view.now, depth)
      }
      return
    }
  }

  /// Appoints who holds a role within a case of the kind, now that there is one.
  mutating func appoint(within place: String, _ id: String, _ clock: Instant) {
    let roles = rulebook.roles.filter { $0.value.within == place }.keys.sorted()
    guard !roles.isEmpty,
      let kind = rulebook.kindNames.compactMap({ rulebook.kinds[$0] }).first(where: {
        $0.grant?.kind == .assignment && $0.grant?.fields["scope"] != nil
      }), let grant = kind.grant, let person = grant.fields["person"], let role = grant.fields["role"],
      let scope = grant.fields["scope"]
    else { return }
    let given = variants(kind.givenAtCreation, 9, of: kind)[0]
    let today = stage.date(clock)
    for name in roles {
      for account in holders[name] ?? [] {
        let dates = [("from", today), ("until", today.adding(months: 600) ?? today)].compactMap { part, date in
          grant.fields[part].map { ($0, Value.date(date)) }
        }.filter { field, _ in !kind.kept.contains(field) }
        let own: Given = [(person, .string(account)), (role, .string(name)), (scope, .string(id))] + dates
        _ = create(kind, given.filter { one in !own.contains { $0.name == one.name } } + own, clock, 9)
      }
    }
  }

  /// The latest cases of kinds: of one all that are tried, of several a few each.
  private func ids(_ kinds: [String]) -> [String] {
    let most = kinds.count == 1 ? Self.mostValues : kinds.count < Self.mostValues ? 2 : 1
    return kinds.flatMap { stage.all($0).map(\.id).suffix(most).reversed() }
  }
}

extension Kind {
  /// The fields that may be given with a creation.
  var givenAtCreation: [Field] { events["create"]?.fields.filter { !kept.contains($0.name) } ?? [] }
}
