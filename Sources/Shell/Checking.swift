/// Checking a folder of definitions: every region's, with all that is wrong told once, and the cases beside them.

import Commands
import Definitions
import Diagnostics
import Engine
import Governance
import Journal

/// What checking a folder gave.
public struct Checking: Sendable {
  /// The definitions of a region that were found sound.
  public struct Region: Sendable {
    /// Its name; nil where no plugin names one.
    public let name: String?
    /// How many files it uses.
    public let files: Int
    /// How many kinds.
    public let kinds: Int
    /// How many roles.
    public let roles: Int
    /// How many lines of RASCI.
    public let lines: Int
  }

  /// A case beside a definition, and how it went.
  public struct Case: Sendable {
    /// The file it stands in.
    public let file: String
    /// How it went.
    public let run: CaseRun
  }

  /// Files by path within a folder; nil where there is none.
  public typealias Files = (String) -> [UInt8]?

  /// The regions that are sound.
  public private(set) var regions: [Region] = []
  /// What is wrong, each once, in the order of files and lines.
  public private(set) var findings: [Diagnostic] = []
  /// Definitions that no region uses.
  public private(set) var unused: [String] = []
  /// The cases, in the order of their files.
  public private(set) var cases: [Case] = []

  /// The definitions of each region that is sound.
  public private(set) var rulebooks: [Rulebook] = []
  private var used: Set<Watcher.Part> = []

  /// Whether nothing is wrong; warnings may be there.
  public var isSound: Bool { !findings.contains { $0.severity == .error } }

  /// Checks definitions. With `withCases`, and when they are sound, runs the cases beside them, which `read` gives, each in a
  /// storage of its own. The names in the definitions are noted in `names`.
  public init(
    _ files: [(path: String, text: String)], withCases: Bool, names: NameIndex? = nil, read: Files,
    in storage: @escaping () throws(JournalProblem) -> any Storage
  ) {
    var rulebooks: [Rulebook] = []
    do throws(Diagnostics) {
      let regionNames = try Rulebook.regions(files)
      for region in regionNames.isEmpty ? [nil] : regionNames.map({ $0 }) {
        do throws(Diagnostics) {
          let rulebook = try Rulebook.load(files, region: region, names: names)
          add(rulebook.warnings)
          rulebooks.append(rulebook)
        } catch { add(error) }
      }
    } catch { add(error) }
    self.rulebooks = rulebooks
    regions = rulebooks.map { book in
      Region(
        name: book.region, files: book.files.count, kinds: book.kinds.count, roles: book.roles.count,
        lines: book.allActivities.count)
    }
    if isSound {
      let used = Set(rulebooks.flatMap { $0.files.map(\.path) })
      unused = files.map(\.path).filter { !used.contains($0) }
      if withCases { run(rulebooks, read, storage) }
    }
    sort()
  }

  /// What the cases put to use of each kind.
  public var coverage: [Coverage] { Coverage.all(rulebooks, used) }

  /// Walks through the kinds of every region, each region in a storage of its own; what is found wrong joins the findings.
  public mutating func explore(
    in storage: () throws(JournalProblem) -> any Storage, _ tell: (_ region: String?, Explored) -> Void
  ) throws(StoreProblem) {
    for book in rulebooks where isSound {
      let room: any Storage
      do { room = try storage() } catch { throw .journal(error) }
      let exploration = try Exploration(book, in: room)
      for name in book.kindNames {
        let explored = try exploration.explore(name)
        note(explored, book.kinds[name]?.place)
        tell(book.region, explored)
      }
    }
    sort()
  }

  private mutating func note(_ explored: Explored, _ place: Place?) {
    for stuck in explored.stuck {
      let message = "in \"\(stuck.state)\" a \(explored.kind) is stuck: nothing and nobody leads out of it"
      note(.stuck, message, place, stuck.way)
    }
    for standing in explored.standing {
      let cases = standing.waiting.joined(separator: " and a ")
      note(.standoff, "a \(cases) wait for each other: none of them can go on", place, standing.way)
    }
    for lawless in explored.lawless {
      let laws = lawless.laws.map { "\"\($0)\"" }.joined(separator: " and ")
      note(.onlyLaw, "only the law \(laws) stops \(lawless.event) of a \(explored.kind)", place, lawless.way)
    }
  }

  /// What was met on a walk, once for all regions, with the lines that lead there.
  private mutating func note(_ code: Code, _ message: String, _ place: Place?, _ way: [String]) {
    guard !findings.contains(where: { $0.code == code && $0.message == message }) else { return }
    let lines = way.map { "\n      \($0)" }.joined()
    findings.append(Diagnostic(code, message, at: place, hint: "these lines lead there:\(lines)", severity: .warning))
  }

  private mutating func add(_ diagnostics: Diagnostics) {
    // What regions share is wrong once.
    let known = Set(findings.map(\.description))
    findings += diagnostics.all.filter { !known.contains($0.description) }
  }

  private mutating func sort() {
    findings = findings.enumerated().sorted { a, b in
      let (x, y) = (a.element.place, b.element.place)
      return (x?.source.name ?? "", x?.range.lowerBound ?? 0, a.offset)
        < (y?.source.name ?? "", y?.range.lowerBound ?? 0, b.offset)
    }.map(\.element)
  }

  // MARK: Cases

  private mutating func run(
    _ rulebooks: [Rulebook], _ read: Files, _ storage: @escaping () throws(JournalProblem) -> any Storage
  ) {
    var done: Set<String> = []
    let watcher = Watcher()
    defer { used = watcher.parts }
    for rulebook in rulebooks {
      for file in rulebook.files where done.insert(file.path).inserted {
        let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
        let name = "\(folder)/cases.yaml"
        guard let bytes = read(name) else { continue }
        do throws(Diagnostics) {
          let file = try Self.file(bytes, name, read)
          var own = rulebook
          if let region = file.region {
            guard let named = rulebooks.first(where: { $0.region == region.name }) else {
              throw Diagnostics([
                Diagnostic(
                  .casesAtOdds, "no plugin is of the region \"\(region.name)\"", at: region.place,
                  hint: Nearest.hint(region.name, among: rulebooks.compactMap(\.region)))
              ])
            }
            own = named
          }
          for (one, run) in zip(file.cases, CaseRun.all(file, name: name, own, watcher: watcher, in: storage)) {
            cases.append(Case(file: name, run: run))
            note(run, one.place)
          }
        } catch { add(error) }
      }
    }
  }

  static func file(_ bytes: [UInt8], _ name: String, _ read: Files) throws(Diagnostics) -> CasesFile {
    try Self.file(bytes, name, read, after: [])
  }

  private static func file(
    _ bytes: [UInt8], _ name: String, _ read: Files, after known: [String]
  ) throws(Diagnostics) -> CasesFile {
    let file = try CasesFile.read(bytes, name: name)
    guard let like = file.like else { return file }
    if known.contains(like.path) || like.path == name {
      throw Diagnostics([
        Diagnostic(
          .casesAtOdds, "\(name) begins like itself", at: like.place,
          hint: "by way of \((known + [name, like.path]).joined(separator: ", "))")
      ])
    }
    guard let bytes = read(like.path) else {
      throw Diagnostics([
        Diagnostic(
          .casesAtOdds, "there is no \(like.path), whose setup it begins with", at: like.place,
          hint: "the path of a cases.yaml, as in Workflows/NAME/cases.yaml")
      ])
    }
    return file.after(try Self.file(bytes, like.path, read, after: known + [name]))
  }

  private mutating func note(_ run: CaseRun, _ place: Place) {
    if !run.passed {
      let last = run.transcript.split(separator: "\n").last.map(String.init) ?? ""
      findings.append(Diagnostic(.caseFailed, "the case \"\(run.name)\" fails: \(last)", at: place))
    }
    for stopped in run.stoppedByLaw {
      let laws = stopped.laws.map { "\"\($0)\"" }.joined(separator: " and ")
      findings.append(
        Diagnostic(
          .onlyLaw, "in \"\(run.name)\" only the law \(laws) stops \(stopped.event) on \(stopped.subject)", at: place,
          hint: "give \(stopped.event) a requirement that says it to people", severity: .warning))
    }
  }
}
