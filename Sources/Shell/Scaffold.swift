/// New definitions to begin with: files that the check passes as they are written, whose comments say how to go on.

import Commands
import Definitions
import Diagnostics
import FEEL
import Journal

/// Files to write, made for a folder of definitions and checked with it before any is written.
public struct Scaffold {
  /// What is begun.
  public enum Beginning: Sendable {
    /// A workflow of one kind, with a plugin that says who does what.
    case workflow
    /// A plugin to fill.
    case plugin
    /// A region, over the workflows that are there.
    case region
    /// A kind, at the end of a workflow.
    case kind(inWorkflow: String)
  }

  /// Why nothing is written.
  public struct Refusal: Error {
    /// In a sentence.
    public let message: Message
    /// What the check found, where that is why.
    public var findings = Diagnostics()
  }

  /// The files, by path within the folder, with their texts.
  public private(set) var files: [(path: String, text: String)] = []
  /// The one file among them that is there already, and grows; nil where all are new.
  public private(set) var grown: String?
  private let name: String
  private let known: [(path: String, text: String)]
  private let hasSchemas: Bool
  private let read: Checking.Files
  private let storage: () throws(JournalProblem) -> any Storage

  /// Makes the files for a beginning in a folder whose definitions are given. `region` is the one that they are of; all when nil. Throws
  /// a ``Refusal`` where the name is none, a file is there already, or the check would find fault.
  public init(
    _ beginning: Beginning, _ name: String, region: String?, among known: [(path: String, text: String)],
    read: @escaping Checking.Files, in storage: @escaping () throws(JournalProblem) -> any Storage
  ) throws(Refusal) {
    self.name = name
    self.known = known
    self.read = read
    self.storage = storage
    hasSchemas = read("docs/workflow.schema.json") != nil
    guard Self.isName(name), name.contains(" ") == false || beginning.isKind else {
      throw Refusal(message: .editing(beginning.isKind ? .noName(name) : .noFolderName(name)))
    }
    if let region {
      let regions = known.compactMap { Self.region(of: $0.text) }
      guard regions.contains(region) else { throw Refusal(message: .editing(.noRegion(region, Set(regions).sorted()))) }
    }
    switch beginning {
    case .workflow: addWorkflow(region)
    case .plugin: addPlugin(region)
    case .region: try addRegion()
    case .kind(let workflow): try addKind(to: workflow, region)
    }
    for file in files where file.path != grown {
      if read(file.path) != nil { throw Refusal(message: .editing(.isThere(file.path))) }
    }
    try prove()
  }

  /// A letter, then letters, digits, hyphens and single spaces, at most 60 characters.
  public static func isName(_ text: String) -> Bool {
    guard let first = text.first, first.isLetter, text.count <= 60, let last = text.last, last != " ", last != "-"
    else {
      return false
    }
    return !text.contains("  ")
      && text.allSatisfy { $0.isLetter || $0.isASCII && $0.isNumber || $0 == " " || $0 == "-" }
  }

  /// What is written passes the check, with all that is there.
  private func prove() throws(Refusal) {
    let own = Dictionary(files.map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first })
    let all = known.filter { own[$0.path] == nil } + files.filter { LanguageServer.isDefinition($0.path) }
    let before = Set(check(known, [:], withCases: false).findings.map(\.message))
    let checking = check(all, own, withCases: true)
    let odd = checking.findings.filter { !before.contains($0.message) }
    guard odd.isEmpty else { throw Refusal(message: .editing(.wouldNotPass(name)), findings: Diagnostics(odd)) }
  }

  private func check(
    _ files: [(path: String, text: String)], _ own: [String: String], withCases: Bool
  ) -> Checking {
    guard !files.isEmpty else { return Checking([], withCases: false, read: { _ in nil }, in: storage) }
    // Of the cases only those that are new are run: the others are as they were.
    return Checking(files, withCases: withCases, read: { own[$0].map { Array($0.utf8) } }, in: storage)
  }

  // MARK: Parts

  private var title: String { name.prefix(1).uppercased() + name.dropFirst() }

  /// The name as the id of a case begins.
  private var id: String {
    let letters = name.lowercased().unicodeScalars.filter { ("a"..."z").contains($0) }
    return (letters.first.map(String.init) ?? "c") + "-1"
  }

  private func schema(_ sort: String) -> String {
    hasSchemas ? "# yaml-language-server: $schema=../../docs/\(sort).schema.json\n" : ""
  }

  private func line(_ region: String?) -> String { region.map { "region: \($0)\n" } ?? "" }

  private func kind() -> String {
    """
      \(name):
        title: {en: \(title), nl: \(title)}
        # What a case holds: a name and a type, with "required" behind it where a case cannot do without.
        fields:
          title: text required
          reason: text
        # Where a case can be, and which event leads where. The first state is where it begins.
        states:
          open: {on: {close: closed}}
          closed: {final: true}
        # What an event carries and needs. A field of the case is named without its type.
        events:
          close:
            title: {en: Close, nl: Sluiten}
            fields: {reason: required}
            requires:
              - name: a reason
                that: string length(event.reason) >= 5
                hint: {en: say why in a few words, nl: zeg in een paar woorden waarom}

    """
  }

  private func cases(_ region: String?) -> String {
    schema("cases") + line(region) + """
      # Each case begins anew: with the setup, and then its own lines. `convenant check` runs them.
      setup: |
        as admin@check: create \(name) \(id) title: "the first"
      cases:
        is closed with a reason: |
          as admin@check: close \(id) reason: "it is done"
          expect state \(id) closed
        is not closed without one: |
          as admin@check: close \(id) reason: "no"
          expect refused a reason

      """
  }

  private func lines(_ kinds: [String]) -> String {
    kinds.map { "  \($0):\n    default: {R: administrator, A: administrator}\n" }.joined()
  }

  private func plugin(_ plugin: String, _ region: String?, _ rest: String) -> String {
    schema("plugin") + "plugin: \(plugin)\nversion: 1\n" + line(region) + "title: {en: \(title), nl: \(title)}\n" + rest
  }

  private static let rasci = """
    # Who does what. R acts, A answers for it, C is heard, I is told. Name roles of your own under roles:, as in
    #   roles: {keeper: {en: Keeper, nl: Beheerder}}
    # and give an event a line of its own beside the default, as in
    #   close: {R: keeper, A: administrator, approval: after}
    rasci:

    """

  private mutating func addWorkflow(_ region: String?) {
    files = [
      (
        "Workflows/\(name)/workflow.yaml",
        schema("workflow") + "workflow: \(name)\nversion: 1\n" + line(region) + "title: {en: \(title), nl: \(title)}\n"
          + "kinds:\n" + kind()
      ), ("Workflows/\(name)/cases.yaml", cases(region)),
      ("Plugins/\(name)/plugin.yaml", plugin(name, region, Self.rasci + lines([name]))),
    ]
  }

  private mutating func addPlugin(_ region: String?) {
    files = [
      (
        "Plugins/\(name)/plugin.yaml",
        plugin(
          name, region,
          """
          # What one region adds to the workflows. Take away the # from what you need, and put in your own names:
          # roles:
          #   keeper: {en: Keeper, nl: Beheerder}
          # constants:
          #   notice period: '@"P3M"'
          # rasci:
          #   KIND:
          #     EVENT: {R: keeper, A: keeper}
          # laws:
          #   ends after it begins: {title: It ends after it begins, source: the article, of: KIND, holds: end > start}

          """)
      ),
      (
        "Plugins/\(name)/cases.yaml",
        schema("cases") + line(region) + """
          # Lines that must go as they say; `convenant check` runs them.
          cases:
            there are kinds: |
              kinds
              expect 1 + 1 = 2

          """
      ),
    ]
  }

  private mutating func addKind(to workflow: String, _ region: String?) throws(Refusal) {
    let path = workflow.hasSuffix(".yaml") ? workflow : "Workflows/\(workflow)/workflow.yaml"
    guard let file = known.first(where: { $0.path == path || path.hasSuffix("/\($0.path)") }) else {
      throw Refusal(message: .editing(.noWorkflow(workflow)))
    }
    let reading = Reading(known, [], names: storage)
    if let there = reading.definitions(of: Definition(.kind, name)).first {
      throw Refusal(message: .editing(.kindIsThere(name, there.citation())))
    }
    let top = file.text.split(separator: "\n").last { $0.first?.isLetter == true }
    guard top == "kinds:" else { throw Refusal(message: .editing(.noKindsIn(file.path))) }
    grown = file.path
    let plugin = name.split(separator: " ").joined(separator: "-")
    let own = Self.region(of: file.text)
    files = [
      (file.path, file.text + (file.text.hasSuffix("\n") ? "" : "\n") + kind()),
      ("Plugins/\(plugin)/plugin.yaml", self.plugin(plugin, region ?? own, Self.rasci + lines([name]))),
      ("Plugins/\(plugin)/cases.yaml", cases(region ?? own)),
    ]
  }

  /// A region over all workflows that are there: what they need of a region is taken from one that has it.
  private mutating func addRegion() throws(Refusal) {
    guard !known.isEmpty else {
      addWorkflow(name)
      return
    }
    let reading = Reading(known, [], names: storage)
    guard let model = reading.rulebooks.first else {
      throw Refusal(message: .editing(.wouldNotPass(name)), findings: Diagnostics(reading.findings))
    }
    let ofRegions = Set(known.filter { Self.region(of: $0.text) != nil }.map(\.path))
    func isShared(_ place: Place) -> Bool { !ofRegions.contains(place.source.name) }
    /// What files of all regions name, and only files of this one define.
    func wanted(_ sort: Definition.Sort) -> [String] {
      let used = reading.mentions.filter { !$0.mention.defines && !ofRegions.contains($0.spot.path) }
      return Set(used.compactMap(\.mention.definition).filter { $0.sort == sort }.map(\.name)).sorted()
    }
    let constants = wanted(.constant).compactMap { name in
      model.constants.first { $0.name == name && !isShared($0.place) }
    }
    let roles = wanted(.role).compactMap { model.roles[$0] }.filter { !isShared($0.place) }
    let kinds = model.kindNames.filter { model.kinds[$0].map { isShared($0.place) } ?? false }
    let lined = Set(
      model.allActivities.filter { isShared($0.place) }.map(\.kind))
    var text = ""
    let values = constants.compactMap { constant in
      constant.expression.map { "  \(constant.name): \(Self.quoted($0.text))\n" }
    }
    let tables = constants.filter { $0.table != nil }.map { Self.block(at: $0.place) }
    if !values.isEmpty { text += "# Values that the workflows leave to a region.\nconstants:\n" + values.joined() }
    if !tables.isEmpty { text += "# Tables that the workflows leave to a region.\ntables:\n" + tables.joined() }
    if !roles.isEmpty {
      text +=
        "roles:\n"
        + roles.map { "  \($0.name): {en: \(Self.quoted($0.title.en)), nl: \(Self.quoted($0.title.nl))}\n" }
        .joined()
    }
    text += "# Who may read: what is confidential, these alone.\nreaders:\n  confidential: [administrator]\n"
    let open = kinds.filter { !lined.contains($0) }
    if !open.isEmpty { text += Self.rasci + lines(open) }
    files = [
      ("Plugins/\(name)/plugin.yaml", plugin(name, name, text)),
      (
        "Plugins/\(name)/cases.yaml",
        schema("cases") + line(name) + """
          # Lines that must go as they say; `convenant check` runs them.
          cases:
            begins with no case at all: |
              kinds
              expect count(\(kinds.first ?? name)) = 0

          """
      ),
    ]
  }

  /// The region that a file says it is of.
  private static func region(of text: String) -> String? {
    text.split(separator: "\n").first { $0.hasPrefix("region: ") }.map { String($0.dropFirst(8)) }
  }

  /// What stands under a name, with the name, as its file has it.
  private static func block(at place: Place) -> String {
    let lines = String(decoding: place.source.bytes[place.range.lowerBound...], as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    func isWithin(_ line: Substring) -> Bool { line.allSatisfy { $0 == " " } || line.hasPrefix("   ") }
    let rest = lines.dropFirst().prefix(while: isWithin)
    return (["  " + lines[0]] + rest.map(String.init)).joined(separator: "\n") + "\n"
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "\n").joined(separator: " ").replacing("'", with: "''") + "'"
  }
}

extension Scaffold.Beginning {
  fileprivate var isKind: Bool { if case .kind = self { true } else { false } }
}
