/// Cases that meet, walked through together: the case of a kind, and those that what it was never seen to do asks about. Each moves in
/// turn, so that what one waits for another may bring about; where none of them can go on, they wait for each other.

import Calendar
import Definitions
import FEEL
import Governance

extension Walk {
  /// Walks through the cases that meet, from the first case of the kind that can be made: nearby first, then farther.
  mutating func walkTogether() {
    guard kind.events["create"]?.source == .role else { return }
    met = asked(by: kind.eventNames.filter { kind.events[$0]?.source == .role && events[$0] == nil }, of: kind)
    guard !met.isEmpty else { return }
    isTogether = true
    for given in variants(kind.givenAtCreation, 0, of: kind).prefix(3)
    where found.meetings == 0 {
      for depth in [2, 4, 8] {
        var seen: Set<String> = []
        trying { walk in
          guard let (id, clock) = walk.create(walk.kind, given, walk.view.now, 0) else { return }
          walk.together(id, clock, depth, &seen)
        }
        found.meetings += seen.count
      }
    }
    isTogether = false
  }

  /// The kinds that the conditions of events ask about, and those that these ask about in turn.
  private func asked(by events: [String], of kind: Kind) -> Set<String> {
    var kinds: Set<String> = []
    for name in events {
      let guards = kind.chart.transitions.filter { $0.matches(name) }.compactMap(\.condition).map {
        kind.expressions[$0.index]
      }
      for condition in guards + (kind.events[name]?.requirements.map(\.condition) ?? []) {
        kinds.formUnion(read(by: condition, of: kind))
      }
    }
    let next = kinds.compactMap { rulebook.kinds[$0] }.filter { $0.name != kind.name }
    for other in next {
      for event in other.events.values.filter({ $0.source == .role }) {
        for requirement in event.requirements { kinds.formUnion(read(by: requirement.condition, of: other)) }
      }
    }
    return kinds.subtracting([kind.name])
  }

  /// The kinds whose cases an expression reads.
  private func read(by expression: Expression, of kind: Kind) -> Set<String> {
    var kinds: Set<String> = []
    var (open, known) = ([expression], Set<Int>())
    while let next = open.popLast() {
      for slot in next.reads where known.insert(slot).inserted {
        switch kind.layout.slots[slot] {
        case .field(let index):
          if case .reference(let name?) = kind.fields[index].type.element { kinds.insert(name) }
        case .derived(let index): open.append(kind.derived[index].expression)
        case .query(let index): kinds.insert(kind.queries[index].kind)
        default: break
        }
      }
    }
    return kinds
  }

  /// Does something, and takes it back.
  mutating func trying(_ body: (inout Walk) -> Void) {
    let (here, before, met) = (stage.mark, lines.count, company.count)
    body(&self)
    stage.goBack(to: here)
    lines.removeLast(lines.count - before)
    company.removeLast(company.count - met)
  }

  /// The cases that meet here, with what runs for them.
  private func meeting(_ main: String) -> [CaseState] {
    var (ids, states) = (company, [CaseState]())
    var at = 0
    while at < ids.count {
      if let state = stage.find(ids[at]) {
        if state.id == main || met.contains(state.kind.name) { states.append(state) }
        ids += state.services.values.sorted().filter { !ids.contains($0) }
      }
      at += 1
    }
    return states
  }

  private mutating func together(_ main: String, _ clock: Instant, _ left: Int, _ seen: inout Set<String>) {
    guard let own = stage.find(main) else { return }
    note(own)
    let all = meeting(main)
    let open = all.filter(\.isOpen)
    let joint = all.map { "\($0.kind.name) \(key($0, clock))" }.sorted().joined(separator: "; ")
    guard own.isOpen, seen.count < bounds.meetings, seen.insert(joint).inserted else { return }
    guard left > 0 else { return }
    var goesOn = false
    func went(_ walk: inout Walk, _ after: Instant?, _ seen: inout Set<String>) {
      guard let after else {
        goesOn = goesOn || !walk.isRefusedForGood
        return
      }
      goesOn = true
      walk.together(main, after, left - 1, &seen)
    }
    // What is asked of a case may be that there are others which refer to it.
    for name in Set(open.flatMap { $0.kind.queries.map(\.kind) }).intersection(met).sorted() {
      guard let kind = rulebook.kinds[name], kind.events["create"]?.source == .role,
        all.count(where: { $0.kind.name == name }) < 2
      else { continue }
      for given in variants(kind.givenAtCreation, 1, of: kind).prefix(1) {
        trying { walk in went(&walk, walk.create(kind, given, clock, 1)?.clock, &seen) }
      }
    }
    // Others first: alone it was walked through already.
    for state in open.filter({ $0.id != main }) + [own] {
      for name in state.kind.eventNames where name != "create" && state.isPossible(name) {
        guard let event = state.kind.events[name] else { continue }
        switch event.source {
        case .role:
          for given in variants(event.fields, 1).prefix(3) {
            trying { walk in
              let after = walk.perform(.fire(name), state.id, given, clock, of: state)
              if after != nil, state.id == main, walk.events[name] == nil { walk.events[name] = walk.lines }
              went(&walk, after, &seen)
            }
          }
        case .engine: goesOn = goesOn || comesFromElsewhere(name, all)
        case .clock: break
        }
      }
    }
    if let due = open.compactMap({ Timers.all($0, stage).first?.due }).min() {
      goesOn = true
      trying { walk in
        let transaction = Transaction(walk.stage, clock: clock)
        _ = transaction.fireTimers(until: max(due, clock), now: nil, limit: 200)
        walk.lines.append("go to \(walk.stage.date(max(due, clock)))")
        walk.together(main, max(transaction.clock, due), left - 1, &seen)
      }
    }
    let waiting = open.map { "\($0.kind.name) in \"\($0.stateText)\"" }
    if !goesOn, open.count > 1, !found.stuck.contains(where: { $0.state == own.stateText }),
      !found.standing.contains(where: { $0.waiting == waiting })
    {
      found.standing.append((waiting, lines))
    }
  }

  /// Whether an event may come from a case that is not among those that meet, or from another that people can make.
  private func comesFromElsewhere(_ event: String, _ all: [CaseState]) -> Bool {
    rulebook.kinds.values.contains { kind in
      let count = all.count { $0.kind.name == kind.name }
      return (count == 0 || count < 2 && kind.events["create"]?.source == .role)
        && kind.expressions.contains { expression in
          if case .literal(.string(event)) = expression.syntax.form { true } else { false }
        }
    }
  }

  /// Whether what a condition says may change without any of the cases that meet: with time, with who acts, with what is given along.
  func mayTurnByItself(_ condition: Expression, in kind: Kind) -> Bool {
    var (open, known) = ([condition], Set<String>())
    while let next = open.popLast() {
      if !next.mentions.isDisjoint(with: ["today", "now", "event", "actor"]) { return true }
      for name in next.mentions where known.insert(name).inserted {
        for other in rulebook.kinds.values { open += other.derived.filter { $0.name == name }.map(\.expression) }
      }
    }
    return false
  }
}
