/// The last question: does every law hold? Asked when an act and all that follows from it have been decided.

import Calendar
import Definitions
import FEEL

extension Law {
  /// Whether it holds of a case as it stands: in the states it is about.
  public func isAbout(_ state: CaseState) -> Bool { states.isEmpty || states.contains(where: state.isIn) }
}

/// Asks the laws of cases.
public struct Laws {
  private let gate: Gate
  private var world: any World { gate.world }

  /// The laws of a world. What a refusal prints of it is for `reader`, the actor of the act when nil.
  public init(_ world: any World, for reader: Clearance? = nil) { gate = Gate(world, for: reader) }

  /// A law that a case breaks.
  public struct Breach: Hashable, Sendable {
    /// The id of the case.
    public let subject: String
    /// The name of the law.
    public let law: String

    /// A law that a case breaks.
    public init(subject: String, law: String) {
      self.subject = subject
      self.law = law
    }
  }

  /// The laws that a case breaks.
  public func broken(by state: CaseState, at instant: Instant) -> [Law] {
    let laws = state.rulebook.laws(of: state.kind.name).filter { $0.isAbout(state) }
    guard !laws.isEmpty else { return [] }
    var data = CaseData(state, world: world, at: instant)
    return laws.filter { law in
      world.watcher?.note(.law(law.name))
      return if case .boolean(true) = data.evaluate(law.condition).value { false } else { true }
    }
  }

  /// Why an act is refused for a law that a case would break.
  public func reason(_ law: Law, _ state: CaseState, _ act: Act) -> Reason {
    var data = CaseData(state, world: world, at: act.instant)
    let fault = data.cause(of: law.condition, data.evaluate(law.condition).faults)
    return .law(
      name: law.name, title: law.title, source: law.source, subject: state.id,
      Guards(gate: gate).seen(law.condition, fault, data, act))
  }

  /// The cases whose laws read a case, by the definitions in force and those of the case; with what it was before, since it may
  /// have pointed elsewhere.
  public func reading(_ id: String, before: CaseState?) -> Set<String> {
    guard let state = world.find(id) else { return [] }
    let laws = world.rulebook.laws + (state.rulebook.hash == world.rulebook.hash ? [] : state.rulebook.laws)
    var found: Set<String> = []
    for law in laws {
      for way in law.ways {
        for (index, step) in way.enumerated() where step.leads.map({ $0 == state.kind.name }) ?? true {
          var near = sources(of: step, state)
          if let before { near.formUnion(sources(of: step, before)) }
          found.formUnion(back(near, along: way[..<index]))
        }
      }
    }
    return found
  }

  /// Backwards along a way, to the cases where it begins.
  private func back(_ ids: Set<String>, along way: ArraySlice<Law.Step>) -> Set<String> {
    var ids = ids
    for step in way.reversed() where !ids.isEmpty {
      ids = ids.compactMap(world.find).reduce(into: []) { $0.formUnion(sources(of: step, $1)) }
    }
    return ids
  }

  /// The cases from which a step leads to a case.
  private func sources(of step: Law.Step, _ state: CaseState) -> Set<String> {
    switch step {
    case .reference(let kind, let field, _): return Set(world.referring(kind, via: field, to: state.id).map(\.id))
    case .query(let kind, _, nil, _): return Set(world.all(kind).map(\.id))
    case .query(let kind, _, let via?, let to):
      let targets = state[via].innerTexts
      guard let to else { return Set(targets) }
      return Set(targets.flatMap { world.referring(kind, via: to, to: $0) }.map(\.id))
    }
  }
}
