/// What an auditor takes along: entries with their proofs, a signed head, the definitions and the keys, in one file that can
/// be checked without the store. Values can be left out of it; their commitments stand in for them.

import Calendar
import Definitions
import Diagnostics
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
  /// Accounts that are left out wherever a value names one.
  var accounts: Set<String> = []
  /// Whether fields that the definitions call confidential are in it.
  public var showsConfidential = false

  /// Everything, without what is confidential.
  public init() {}
}

/// What went into a bundle.
public struct Bundled: Sendable {
  /// How many entries.
  public internal(set) var entries = 0
  /// How many values were left out.
  public internal(set) var withheld = 0
  /// How many entries came after the head, and are not in it.
  public internal(set) var later = 0
}

extension Store {
  /// Writes a bundle line by line, each a JSON object, and answers how many entries are in it. The head is signed now where
  /// the private key is at hand; otherwise the last head that was kept is taken, with the entries under it.
  public func bundle(_ request: BundleRequest, _ write: (String) throws -> Void) throws(StoreProblem) -> Bundled {
    let request = try complete(request)
    var result = Bundled()
    var head: String?
    do { head = try checkpoint() } catch {
      guard case .journal = error else { throw error }
    }
    let signed = head
    return try reading { staging in
      let reader = staging.reader
      guard let note = try signed ?? reader.checkpoints().last, let size = Self.size(of: note) else {
        throw JournalProblem.keyMissing((self.journal.path ?? "") + ".key")
      }
      for id in request.cases where try reader.subject(id) == nil { throw StoreProblem.unknownCase(id) }
      let positions = try self.positions(request, reader, size)
      try write(
        Self.line([
          ("bundle", .number(Number(1))), ("store", .string(self.id)), ("size", .number(Number(size))),
          ("checkpoint", .string(note)), ("cases", .list(request.cases.map { .string($0) })),
          ("from", request.from.map { .string("\($0)") } ?? .null),
          ("until", request.until.map { .string("\($0)") } ?? .null),
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
            ("values", .list(self.values(of: entry, header, request, &result))),
            ("proof", .list(path.map(Self.base64))),
          ]))
      }
      for hash in hashes.sorted() {
        guard let files = try reader.definitions(hash) else { continue }
        try write(Self.line([("definitions", .string(hash)), ("files", .string(files))]))
      }
      result.entries = positions.count
      result.later = try reader.size - size
      return result
    }
  }

  /// The names that can be left out.
  public var names: Set<String> {
    var names: Set = ["actor", "person", "administrator", "because", "informed"]
    for kind in rulebook.kinds.values {
      names.formUnion(kind.fields.map(\.name))
      for event in kind.events.values { names.formUnion(event.fields.map(\.name)) }
    }
    return names
  }

  /// Who leaves out the actor leaves out the person, the administrator, and every value that is one of their accounts.
  private func complete(_ request: BundleRequest) throws(StoreProblem) -> BundleRequest {
    var request = request
    if let unknown = request.withheld.subtracting(names).min() {
      throw .unknownName(unknown, near: Nearest.to(unknown, among: names.sorted()))
    }
    guard !request.withheld.isDisjoint(with: ["actor", "person"]) else { return request }
    request.withheld.formUnion(["actor", "person", "administrator"])
    for kind in rulebook.kinds.values { if let field = kind.accounts { request.withheld.insert(field) } }
    request.accounts = try reading { Set(try $0.reader.accounts()) }.union([administrator])
    return request
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
    // By the chain of each case, which is proven, not by the index, which is not.
    for id in request.cases {
      guard let last = try reader.subject(id)?.position else { continue }
      positions.formUnion(try reader.chain(from: last).filter(range.contains))
    }
    if request.cases.isEmpty { positions.formUnion(range) }
    return positions.sorted()
  }

  private func values(
    of entry: Entry, _ header: Header, _ request: BundleRequest, _ result: inout Bundled
  ) -> [Value] {
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
      let namesSomebody =
        !request.accounts.isEmpty
        && value.value.map { json in request.accounts.contains { json.contains($0) } } ?? false
      let shown = !secret.contains(value.name) && !secret.contains(name) && !mayCite && !namesSomebody
      if !shown, value.value != nil { result.withheld += 1 }
      return .list([
        .string(value.name), .string(shown ? value.saltText : ""),
        shown ? value.value.map { .string($0) } ?? .null : .null,
      ])
    }
  }
}
