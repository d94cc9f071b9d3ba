/// A language server over a pair of streams (LSP 3.17): the life of a session with an editor, and which message is answered by what.

import Commands
import Definitions
import Diagnostics
import FEEL
import Foundation

/// Why a request has no result (JSON-RPC 2.0, 5.1; LSP 3.17, `ErrorCodes`).
struct RequestFailure: Error {
  let code: Int
  let message: String

  static func invalidParams(_ what: String) -> RequestFailure { RequestFailure(code: -32602, message: what) }
  /// What was asked is well formed, and not done; the message says why.
  static func refused(_ message: String) -> RequestFailure { RequestFailure(code: -32803, message: message) }
}

/// Serves one editor until it leaves.
public final class LanguageServer {
  /// Texts that are open at once, and the bytes of each.
  static let mostTexts = 1000
  static let mostBytes = 4_000_000

  /// A text that is open in the editor.
  struct OpenText {
    let uri: String
    let path: String
    var version: Int
    var text: String
  }

  private enum Life { case new, running, shutDown }

  let surroundings: EditorSurroundings
  let language: Language
  private(set) var encoding = PositionEncoding.utf16
  private(set) var open: [String: OpenText] = [:]
  private let write: ([UInt8]) -> Void
  private var life = Life.new
  private var root: String
  private var readings: [String: Reading] = [:]
  private var changed: Set<String> = []
  /// By folder, the texts for which something is shown.
  private var shown: [String: Set<String>] = [:]

  /// A server for the definitions in a folder, unless the editor names another.
  public init(
    folder: String, language: Language, _ surroundings: EditorSurroundings, write: @escaping ([UInt8]) -> Void
  ) {
    root = folder
    self.language = language
    self.surroundings = surroundings
    self.write = write
  }

  // MARK: The session

  /// Answers messages until the editor leaves. Answers the exit status: 0 when it said so before, 1 otherwise.
  ///
  /// `read` gives the next bytes, none at the end; `isWaiting` says whether there are any. What changed is checked when nothing waits.
  public func run(read: @escaping () -> [UInt8], isWaiting: () -> Bool) -> Int32 {
    var frames = FrameReader(read)
    while true {
      if !changed.isEmpty, !frames.hasMore, !isWaiting() { publish() }
      switch frames.next() {
      case .end: return life == .shutDown ? 0 : 1
      case .malformed(let what): respond(nil, RequestFailure(code: -32700, message: what))
      case .content(let bytes): if let status = take(bytes) { return status }
      }
    }
  }

  /// Takes one message; answers the exit status where it is the last.
  private func take(_ bytes: [UInt8]) -> Int32? {
    let message: Value
    do throws(JSON.Mistake) { message = try JSON.parse(bytes) } catch {
      respond(nil, RequestFailure(code: -32700, message: "the message is no JSON: \(error.description)"))
      return nil
    }
    guard case .context = message else {
      respond(nil, RequestFailure(code: -32600, message: "a message is one object"))
      return nil
    }
    let id = message["id"]
    guard let method = message["method"]?.string else {
      // An answer to something that was never asked.
      if message["result"] != nil || message["error"] != nil || (id != nil && message["method"] == nil) { return nil }
      respond(id, RequestFailure(code: -32600, message: "a message has a method"))
      return nil
    }
    let parameters = message["params"] ?? .context(Context())
    if method == "exit" { return life == .shutDown ? 0 : 1 }
    guard let id else {
      if life == .running { notice(method, parameters) }
      return nil
    }
    do throws(RequestFailure) {
      send(.object(["jsonrpc": .string("2.0"), "id": id, "result": try answer(method, parameters)]))
    } catch { respond(id, error) }
    return nil
  }

  private func respond(_ id: Value?, _ failure: RequestFailure) {
    send(
      .object([
        "jsonrpc": .string("2.0"), "id": id ?? .null,
        "error": .object(["code": .number(Number(failure.code)), "message": .string(failure.message)]),
      ]))
  }

  private func send(_ message: Value) { write(Frame.bytes(JSON.text(message))) }

  private func notify(_ method: String, _ parameters: Value) {
    send(.object(["jsonrpc": .string("2.0"), "method": .string(method), "params": parameters]))
  }

  // MARK: Requests

  private func answer(_ method: String, _ parameters: Value) throws(RequestFailure) -> Value {
    switch (method, life) {
    case ("initialize", .new): return initialize(parameters)
    case (_, .new): throw RequestFailure(code: -32002, message: "initialize comes first")
    case ("initialize", _), (_, .shutDown):
      throw RequestFailure(code: -32600, message: "\(method) does not come here: \(life)")
    case ("shutdown", _):
      life = .shutDown
      return .null
    case ("textDocument/hover", _): return try hover(try place(parameters))
    case ("textDocument/definition", _): return try definition(try place(parameters))
    case ("textDocument/completion", _): return try completion(try place(parameters))
    case ("textDocument/prepareRename", _): return try prepareRename(try place(parameters))
    case ("textDocument/rename", _):
      guard let name = parameters["newName"]?.string else { throw .invalidParams("expected a newName") }
      return try rename(try place(parameters), to: name)
    case ("textDocument/documentSymbol", _): return symbols(try text(parameters))
    default: throw RequestFailure(code: -32601, message: "there is no method \(method)")
    }
  }

  private func initialize(_ parameters: Value) -> Value {
    life = .running
    let offered = parameters["capabilities"]?["general"]?["positionEncodings"]?.items?.compactMap(\.string) ?? []
    encoding = offered.contains(PositionEncoding.utf8.rawValue) ? .utf8 : .utf16
    let folder = parameters["workspaceFolders"]?.items?.first?["uri"]?.string ?? parameters["rootUri"]?.string
    if let folder = folder.flatMap(Self.path) { root = folder }
    return .object([
      "capabilities": .object([
        "positionEncoding": .string(encoding.rawValue),
        "textDocumentSync": .object([
          "openClose": .boolean(true), "change": .integer(1), "save": .boolean(true),
        ]),
        "hoverProvider": .boolean(true), "definitionProvider": .boolean(true),
        "documentSymbolProvider": .boolean(true),
        "completionProvider": .object(["triggerCharacters": .list([".", ":", "["].map { .string($0) })]),
        "renameProvider": .object(["prepareProvider": .boolean(true)]),
      ]),
      "serverInfo": .object(["name": .string("convenant"), "version": .string(surroundings.version)]),
    ])
  }

  // MARK: Notifications

  private func notice(_ method: String, _ parameters: Value) {
    guard method.hasPrefix("textDocument/"), let uri = parameters["textDocument"]?["uri"]?.string else { return }
    switch method {
    case "textDocument/didOpen":
      guard let text = parameters["textDocument"]?["text"]?.string, let path = Self.path(uri) else { return }
      let version = parameters["textDocument"]?["version"]?.count ?? 0
      guard open[uri] != nil || open.count < Self.mostTexts, fits(text, uri) else { return }
      open[uri] = OpenText(uri: uri, path: path, version: version, text: text)
      changed.insert(folder(of: path))
    case "textDocument/didChange":
      // The whole text, as was agreed; the last one counts.
      guard var known = open[uri], let change = parameters["contentChanges"]?.items?.last, change["range"] == nil,
        let text = change["text"]?.string, fits(text, uri)
      else { return }
      known.text = text
      known.version = parameters["textDocument"]?["version"]?.count ?? known.version + 1
      open[uri] = known
      changed.insert(folder(of: known.path))
    case "textDocument/didClose":
      if let known = open.removeValue(forKey: uri) { changed.insert(folder(of: known.path)) }
    case "textDocument/didSave": if let known = open[uri] { changed.insert(folder(of: known.path)) }
    default: return
    }
  }

  private func fits(_ text: String, _ uri: String) -> Bool {
    if text.utf8.count <= Self.mostBytes { return true }
    let words = Message.editing(.textTooLarge(uri, most: Self.mostBytes)).text(language)
    notify("window/showMessage", .object(["type": .integer(1), "message": .string(words)]))
    return false
  }

  // MARK: Folders

  static func path(_ uri: String) -> String? {
    guard let url = URL(string: uri), url.isFileURL else { return nil }
    return url.standardizedFileURL.path
  }

  /// The folder of definitions that a file is of: the one that holds its `Workflows` or `Plugins`, or else the editor's.
  func folder(of path: String) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let index = parts.lastIndex(where: { $0 == "Workflows" || $0 == "Plugins" }), parts.count == index + 3 else {
      return root
    }
    return parts[..<index].joined(separator: "/")
  }

  /// The name of a file within its folder.
  func name(of path: String) -> String {
    let folder = folder(of: path)
    return path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : path
  }

  /// The uri of a file of a folder: the editor's own where it has the file open.
  func uri(_ name: String, in folder: String) -> String {
    let path = "\(folder)/\(name)"
    return open.values.filter { $0.path == path }.map(\.uri).min() ?? URL(fileURLWithPath: path).absoluteString
  }

  /// The texts of a folder's definitions, those that are open as the editor has them, some as they would be.
  func files(_ folder: String, with other: [String: String] = [:]) -> (
    files: [(path: String, text: String)], problems: [Diagnostic]
  ) {
    var problems: [Diagnostic] = []
    var texts: [String: String] = [:]
    do throws(Diagnostics) {
      for file in try surroundings.files(folder) { texts[file.path] = file.text }
    } catch { problems = error.all }
    for text in open.values where self.folder(of: text.path) == folder {
      let name = name(of: text.path)
      if Self.isDefinition(name) { texts[name] = text.text }
    }
    for (name, text) in other where Self.isDefinition(name) { texts[name] = text }
    // What cannot be read on disk may be open.
    if !texts.isEmpty { problems = problems.filter { $0.place != nil } }
    return (texts.sorted { $0.key < $1.key }.map { (path: $0.key, text: $0.value) }, problems)
  }

  static func isDefinition(_ name: String) -> Bool {
    let parts = name.split(separator: "/")
    return parts.count == 3
      && (parts[0] == "Workflows" && parts[2] == "workflow.yaml" || parts[0] == "Plugins" && parts[2] == "plugin.yaml")
  }

  /// The text of a file of a folder: the editor's, or the one on disk; nil where there is none.
  func text(_ name: String, in folder: String) -> String? {
    let path = "\(folder)/\(name)"
    if let text = open.values.first(where: { $0.path == path }) { return text.text }
    return surroundings.read(path).flatMap { String(validating: $0, as: UTF8.self) }
  }

  /// A folder as it is now.
  func reading(_ folder: String) -> Reading {
    if let known = readings[folder], !changed.contains(folder) { return known }
    publish()
    if let known = readings[folder] { return known }
    return read(folder)
  }

  private func read(_ folder: String) -> Reading {
    let (files, problems) = files(folder)
    var reading = Reading(files, problems + scriptProblems(folder), names: surroundings.storage)
    // While something is wrong, what was sound before still says what most names are.
    if reading.rulebooks.isEmpty { reading.rulebooks = readings[folder]?.rulebooks ?? [] }
    readings[folder] = reading
    return reading
  }

  /// What is wrong with the cases and scripts that are open, as far as it shows without running them.
  private func scriptProblems(_ folder: String) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    for text in open.values.sorted(by: { $0.path < $1.path }) where self.folder(of: text.path) == folder {
      guard text.path.hasSuffix("/cases.yaml") else { continue }
      do throws(Diagnostics) { _ = try CasesFile.read(Array(text.text.utf8), name: name(of: text.path)) } catch {
        problems += error.all
      }
    }
    return problems
  }

  // MARK: Diagnostics

  /// Checks the folders that changed, and shows what is wrong in each text.
  private func publish() {
    let folders = changed.sorted()
    changed = []
    for folder in folders {
      let reading = read(folder)
      var byText: [String: [Value]] = [:]
      let texts = open.values.filter { self.folder(of: $0.path) == folder }.sorted { $0.path < $1.path }
      for text in texts { byText[text.uri] = [] }
      for finding in reading.findings {
        let spot = finding.place.flatMap { reading.spot($0) }
        // What concerns no text is shown where the editor is.
        let file = spot.map { uri($0.path, in: folder) } ?? finding.place.map { uri($0.source.name, in: folder) }
        guard let uri = file ?? texts.first?.uri else { continue }
        byText[uri, default: []].append(value(finding, spot))
      }
      for uri in shown[folder] ?? [] where byText[uri] == nil { byText[uri] = [] }
      shown[folder] = Set(byText.filter { !$0.value.isEmpty }.keys)
      for (uri, findings) in byText.sorted(by: { $0.key < $1.key }) {
        var pairs: [(String, Value)] = [("uri", .string(uri))]
        if let text = open[uri] { pairs.append(("version", .integer(text.version))) }
        pairs.append(("diagnostics", .list(Array(findings.prefix(Self.mostFindings)))))
        notify("textDocument/publishDiagnostics", .context(Context(pairs)))
      }
    }
  }

  private static let mostFindings = 1000

  private func value(_ finding: Diagnostic, _ spot: Spot?) -> Value {
    let start = Value.object(["line": .integer(0), "character": .integer(0)])
    let place = finding.place
    return .object([
      "range": spot.map { encoding.range($0.range, in: $0.source) } ?? place.map {
        encoding.range($0.range, in: $0.source)
      }
        ?? .object(["start": start, "end": start]),
      "severity": .integer(finding.severity == .error ? 1 : 2), "code": .string(finding.code.text),
      "source": .string("convenant"),
      "message": .string(finding.hint.map { "\(finding.message)\n\($0)" } ?? finding.message),
    ])
  }

  // MARK: Places

  /// A byte of an open text.
  struct TextPlace {
    let text: OpenText
    let folder: String
    let name: String
    let source: Source
    let offset: Int
  }

  private func text(_ parameters: Value) throws(RequestFailure) -> OpenText {
    guard let uri = parameters["textDocument"]?["uri"]?.string else { throw .invalidParams("expected a textDocument") }
    guard let text = open[uri] else { throw .invalidParams("\(uri) is not open") }
    return text
  }

  private func place(_ parameters: Value) throws(RequestFailure) -> TextPlace {
    let text = try text(parameters)
    guard let line = parameters["position"]?["line"]?.count,
      let character = parameters["position"]?["character"]?.count
    else { throw .invalidParams("expected a position") }
    let name = name(of: text.path)
    let source = Source(name: name, text: text.text)
    return TextPlace(
      text: text, folder: folder(of: text.path), name: name, source: source,
      offset: encoding.offset(line: line, character: character, in: source))
  }
}
