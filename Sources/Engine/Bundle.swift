/// What an auditor takes along: entries with their proofs, a signed head, the definitions and the keys, in one file that can
/// be checked without the store. Values can be left out of it; their commitments stand in for them.

import Calendar
import Definitions
import FEEL
import Foundation
import Governance
import Journal

/// What goes into a bundle.
public struct BundleRequest: Sendable {
  /// The cases; all when empty.
  public var cases: [String] = []
  /// From the beginning of this day on.
  public var from: CivilDate?
  /// Until the end of this day.
  public var until: CivilDate?
  /// Names of fields, or `actor` and `person`, whose values are left out.
  public var withheld: Set<String> = []
  /// Whether fields that the definitions call confidential are in it.
  public var showsConfidential = false

  /// Everything, without what is confidential.
  public init() {}
}

extension Store {
  /// Writes a bundle line by line, each a JSON object, and answers how many entries are in it. The head is signed now where
  /// the private key is at hand; otherwise the last head that was kept is taken, with the entries under it.
  public func bundle(_ request: BundleRequest, _ write: (String) throws -> Void) throws(StoreProblem) -> Int {
    var head: String?
    do { head = try checkpoint() } catch {
      guard case .journal = error else { throw error }
    }
    let signed = head
    return try reading { staging in
      let reader = staging.reader
      guard let note = try signed ?? reader.checkpoints().last, let size = Self.size(of: note) else {
        throw JournalProblem.key((self.journal.path ?? "") + ".key")
      }
      for id in request.cases where try reader.subject(id) == nil { throw StoreProblem.unknownCase(id) }
      let positions = try self.positions(request, reader, size)
      try write(
        Self.line([
          ("bundle", .number(Number(1))), ("store", .string(self.id)), ("size", .number(Number(size))),
          ("checkpoint", .string(note)), ("cases", .list(request.cases.map { .string($0) })),
        ]))
      var hashes: Set<String> = []
      for position in positions {
        guard let entry = try reader.entry(position), let header = entry.header else {
          throw StoreProblem.damaged("entry \(position) cannot be read")
        }
        hashes.insert(header.definitions)
        let path = try reader.inclusion(of: position, in: size)
        try write(
          Self.line([
            ("entry", .number(Number(position))), ("body", .string(String(decoding: entry.body, as: UTF8.self))),
            ("values", .list(self.values(of: entry, header, request))), ("proof", .list(path.map(Self.base64))),
          ]))
      }
      for hash in hashes.sorted() {
        guard let files = try reader.definitions(hash) else { continue }
        try write(Self.line([("definitions", .string(hash)), ("files", .string(files))]))
      }
      return positions.count
    }
  }

  private static func line(_ pairs: [(String, Value)]) -> String { JSON.text(.context(Context(pairs))) }

  private static func size(of note: String) -> Int? {
    note.split(separator: "\n").dropFirst().first.flatMap { Int($0) }
  }

  /// The entries asked for, and those on the store itself: its beginning, its keys, its versions.
  private func positions(_ request: BundleRequest, _ reader: Reader, _ size: Int) throws -> [Int] {
    let start = try request.from.map { try reader.position(at: zone.instant($0).milliseconds) } ?? 0
    let end = try request.until.map {
      try reader.position(at: zone.instant(CivilDate(dayNumber: $0.dayNumber + 1)).milliseconds)
    }
    let range = min(start, size)..<max(min(start, size), min(end ?? size, size))
    var positions = Set(try reader.positions([.subject(CaseName.store)], in: 0..<size))
    for id in request.cases { positions.formUnion(try reader.positions([.subject(id)], in: range)) }
    if request.cases.isEmpty { positions.formUnion(range) }
    return positions.sorted()
  }

  private func values(of entry: Entry, _ header: Header, _ request: BundleRequest) -> [Value] {
    let kind = rulebook.kinds[header.kind]
    var secret = request.withheld
    if !request.showsConfidential {
      let event = kind?.events[header.event]?.fields ?? []
      secret.formUnion(((kind?.fields ?? []) + event).filter(\.isConfidential).map(\.name))
    }
    return entry.values.map { value in
      let name = String(value.name.drop { $0 != "." }.dropFirst())
      // Open acts and drafts hold fields and accounts; a reason may cite what was asked to be left out.
      let mayCite =
        value.name.hasPrefix("state.") && !secret.isEmpty || value.name == "because" && !request.withheld.isEmpty
      let shown = !secret.contains(value.name) && !secret.contains(name) && !mayCite
      return .list([
        .string(value.name), .string(shown ? value.saltText : ""),
        shown ? value.value.map { .string($0) } ?? .null : .null,
      ])
    }
  }
}
