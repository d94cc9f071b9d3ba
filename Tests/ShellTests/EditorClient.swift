/// A small editor: the real binary as a language server, with frames over its standard streams.

import Foundation
import TestSupport

/// What went wrong between the editor and the server.
struct EditorFailure: Error {
  let code: Int
  let message: String
}

/// An editor with a folder open.
final class EditorClient {
  private let child: Child
  private var buffer: [UInt8] = []
  private var last = 0
  /// What the server answered to nothing that was asked.
  private(set) var strays: [[String: Any]] = []
  /// The findings of each text, as they were shown last.
  private(set) var findings: [String: [String: Any]] = [:]
  let folder: String

  init(_ folder: String, arguments: [String] = []) throws {
    self.folder = folder
    // A server that hangs is ended, so that its client fails instead of waiting.
    child = try Child(
      binary.path, ["lsp", folder] + arguments, input: .pipe, withErrors: false, limit: .seconds(300))
  }

  // MARK: Bytes

  func send(raw bytes: [UInt8]) { child.send(bytes) }

  func send(_ message: [String: Any]) throws {
    let data = try JSONSerialization.data(withJSONObject: message)
    send(raw: Array("Content-Length: \(data.count)\r\n\r\n".utf8) + data)
  }

  /// The next message; nil where there is none any more.
  func next() throws -> [String: Any]? {
    func line() -> String? {
      while true {
        if let end = buffer.firstIndex(of: 10) {
          let line = String(decoding: buffer[..<end], as: UTF8.self)
          buffer.removeFirst(end + 1)
          return line.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        guard fill() else { return nil }
      }
    }
    guard let header = line(), let length = Int(header.replacing("Content-Length: ", with: "")), line() == "" else {
      return nil
    }
    while buffer.count < length { guard fill() else { return nil } }
    let data = Data(buffer[..<length])
    buffer.removeFirst(length)
    return try JSONSerialization.jsonObject(with: data) as? [String: Any]
  }

  private func fill() -> Bool {
    let data = child.read()
    buffer += data
    return !data.isEmpty
  }

  // MARK: Messages

  @discardableResult func request(_ method: String, _ parameters: [String: Any] = [:]) throws -> Any {
    last += 1
    try send(["jsonrpc": "2.0", "id": last, "method": method, "params": parameters])
    while let message = try next() {
      if message["id"] as? Int == last {
        guard let error = message["error"] as? [String: Any] else { return message["result"] as Any }
        throw EditorFailure(code: error["code"] as? Int ?? 0, message: error["message"] as? String ?? "")
      }
      if message["method"] as? String == "textDocument/publishDiagnostics",
        let found = message["params"] as? [String: Any], let uri = found["uri"] as? String
      {
        findings[uri] = found
      } else {
        strays.append(message)
      }
    }
    throw EditorFailure(code: 0, message: "the server is gone")
  }

  func notify(_ method: String, _ parameters: [String: Any] = [:]) throws {
    try send(["jsonrpc": "2.0", "method": method, "params": parameters])
  }

  @discardableResult func initialize(_ encodings: [String] = ["utf-16"]) throws -> [String: Any] {
    let result = try request(
      "initialize",
      [
        "processId": NSNull(), "rootUri": uri(""), "capabilities": ["general": ["positionEncodings": encodings]],
      ])
    try notify("initialized")
    return result as? [String: Any] ?? [:]
  }

  /// Ends it, and answers the exit status.
  func leave(saying: Bool = true) throws -> Int32 {
    if saying { try request("shutdown") }
    try notify("exit")
    return child.wait()
  }

  /// Ends the input without a word.
  func hangUp() -> Int32 {
    child.hangUp()
    return child.wait()
  }

  // MARK: Texts

  func uri(_ name: String) -> String {
    URL(fileURLWithPath: name.isEmpty ? folder : "\(folder)/\(name)").absoluteString
  }

  func open(_ name: String, _ text: String) throws {
    try notify(
      "textDocument/didOpen",
      ["textDocument": ["uri": uri(name), "languageId": "yaml", "version": 1, "text": text]])
  }

  func change(_ name: String, _ version: Int, _ text: String) throws {
    try notify(
      "textDocument/didChange",
      ["textDocument": ["uri": uri(name), "version": version], "contentChanges": [["text": text]]])
  }

  /// The findings of a text once all that was sent is done: something is asked that waits for it.
  func found(_ name: String) throws -> [[String: Any]] {
    try request("textDocument/documentSymbol", ["textDocument": ["uri": uri(name)]])
    return findings[uri(name)]?["diagnostics"] as? [[String: Any]] ?? []
  }

  /// Asks about the place of a mark in a text, which is the bar.
  func ask(_ method: String, _ name: String, at marked: String, _ more: [String: Any] = [:]) throws -> Any {
    let before = marked.prefix { $0 != "|" }
    let line = before.count { $0 == "\n" }
    let character = (before.split(separator: "\n", omittingEmptySubsequences: false).last ?? "").utf16.count
    var parameters: [String: Any] = [
      "textDocument": ["uri": uri(name)], "position": ["line": line, "character": character],
    ]
    for (key, value) in more { parameters[key] = value }
    return try request("textDocument/\(method)", parameters)
  }
}
