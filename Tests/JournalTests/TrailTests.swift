import GRDB
import Foundation
import SQLiteStorage
import TestSupport
import Testing

@testable import Journal

/// A header of which every word follows from its number.
private func line(_ index: Int) -> Header {
  var line = Header(
    subject: "c-\(index % 11)", kind: index % 2 == 0 ? "even" : "odd", definitions: noFiles,
    verb: ["go", "stop", "wait"][index % 3], object: index % 5 == 0 ? "door" : nil,
    answers: index % 13 == 12 ? index - 1 : nil, role: "r", outcome: index % 7 == 0 ? "refused" : "accepted",
    instant: index)
  if index % 7 == 0 { line.rules = ["late", "late", "closed"] }
  if index % 4 == 0 { line.authority = ["g-1", "g-2", "g-1"] }
  return line
}

private func values(_ index: Int) -> [Sealed] {
  [
    Sealed(name: "actor", value: "\"a\(index % 9)\""), Sealed(name: "person", value: "\"p\(index % 4)\""),
    Sealed(name: "set.size", value: "\(index)"), Sealed(name: "informed", value: "[\"clerk\",\"r\(index % 3)\"]"),
    Sealed(name: "in.x", value: "1"),
  ]
}

/// What some entries are about, from their numbers alone.
private let questions: [([Word], @Sendable (Int) -> Bool)] = [
  ([], { _ in true }), ([.kind("even")], { $0 % 2 == 0 }),
  ([.kind("odd"), .verb("go")], { $0 % 2 == 1 && $0 % 3 == 0 }),
  ([.subject("c-3"), .role("r"), .actor("a5")], { $0 % 11 == 3 && $0 % 9 == 5 }), ([.object("door")], { $0 % 5 == 0 }),
  ([.answers(24)], { $0 == 25 }), ([.person("p3"), .outcome("refused")], { $0 % 4 == 3 && $0 % 7 == 0 }),
  ([.rule("late")], { $0 % 7 == 0 }), ([.authority("g-1"), .informed("r2")], { $0 % 4 == 0 && $0 % 3 == 2 }),
  ([.field("size")], { _ in true }), ([.actor("nobody")], { _ in false }),
  ([.kind("even"), .kind("odd")], { _ in false }),
]

/// Asks in many ways, each against what the numbers say.
private func ask(_ reader: Reader, _ sourceLocation: SourceLocation = #_sourceLocation) throws {
  let size = try reader.size
  let edges = [0, size / 3, try reader.indexed - 1, try reader.indexed, size - 1, size + 5]
  for (words, holds) in questions {
    let all = (0..<size).filter(holds)
    #expect(try reader.positions(words) == all, "\(words)", sourceLocation: sourceLocation)
    for lower in edges where lower >= 0 {
      for upper in edges where upper >= lower {
        let there = all.filter { lower <= $0 && $0 < upper }
        for limit in [0, 1, 60, .max] {
          let old = try reader.positions(words, in: lower..<upper, limit: limit)
          #expect(old == Array(there.prefix(limit)), "\(words) \(lower)..<\(upper)", sourceLocation: sourceLocation)
          let new = try reader.positions(words, in: lower..<upper, limit: limit, newestFirst: true)
          #expect(
            new == Array(there.reversed().prefix(limit)), "\(words) \(lower)..<\(upper)", sourceLocation: sourceLocation
          )
        }
      }
    }
  }
}

private func add(_ journal: Journal, _ range: Range<Int>, at once: Int = 1) throws {
  var next = range.lowerBound
  while next < range.upperBound {
    let end = min(next + once, range.upperBound)
    try journal.write { writer in for index in next..<end { try writer.append(line(index), values(index)) } }
    next = end
  }
}

@Suite struct TheTrail {
  @Test func everyWordOfAnEntryIsFound() {
    var header = Header(
      subject: "s", kind: "k", definitions: "d", verb: "v", object: "o", answers: 7, role: "r", outcome: "u", instant: 0
    )
    (header.rules, header.authority) = (["1", "2"], ["3"])
    let values = [
      Sealed(name: "actor", value: "\"a\""), Sealed(name: "person", value: "\"p\""),
      Sealed(name: "set.field", value: "1"), Sealed(name: "set.gone", salt: [], value: nil),
      Sealed(name: "informed", value: "[\"i\",\"j\"]"), Sealed(name: "in.x", value: "2"),
    ]
    #expect(
      Entry.words(header, values) == [
        "cs", "kk", "vv", "rr", "ou", "eo", "n7", "u1", "u2", "g3", "aa", "pp", "ffield", "fgone", "ii", "ij",
      ])
    let bare = Header(subject: "s", kind: "k", definitions: "d", verb: "v", role: "r", outcome: "u", instant: 0)
    #expect(Entry.words(bare, [Sealed(name: "actor", salt: [], value: nil)]) == ["cs", "kk", "vv", "rr", "ou"])
    #expect(Entry.words(bare, [Sealed(name: "informed", value: "1")]).count == 5)
  }

  @Test func placesAreReadAsTheyWereWritten() {
    let places: [UInt16] = [0, 1, 2, 255, 256, 257, 4095, 65535]
    #expect(Stretch(word: "w", start: 1000, places).positions == places.map { 1000 + Int($0) })
    #expect(Stretch(word: "w", start: 0, places).places == places.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
    #expect(Stretch(word: "w", start: 5, places: []).positions == [])
    #expect(Stretch(word: "w", start: 5, places: [1]).positions == [])
    #expect(Stretch(word: "w", start: 5, places: [1, 0, 2]).positions == [6])
  }

  @Test func entriesAreIndexedWhenTwoHundredAndFiftySixWait() throws {
    let journal = Journal(try SQLiteStorage.memory())
    for size in 1...600 {
      try add(journal, (size - 1)..<size)
      #expect(try journal.read { try $0.indexed } == size / 256 * 256, "\(size)")
    }
    #expect(try journal.read { try $0.isIndexWhole() })
  }

  @Test(arguments: [1, 40, 300, 700])
  func whateverIsAskedIsAnsweredAsTheEntriesSay(_ once: Int) throws {
    let journal = Journal(try SQLiteStorage.memory())
    for size in [1, 255, 256, 290, 700] {
      try add(journal, (try journal.read { try $0.size })..<size, at: once)
      guard [256, 700].contains(size) else { continue }
      try journal.read { try ask($0) }
      #expect(try journal.read { try $0.isIndexWhole() })
    }
  }

  @Test func manyThatAreNotIndexedYetAreFoundAndNamed() throws {
    let journal = Journal(try SQLiteStorage.memory())
    try add(journal, 0..<300)
    try journal.write { (writer: Writer) throws in
      #expect(try writer.subjectNames().count == 11)
      for index in 300..<900 { try writer.append(line(index), values(index)) }
      #expect(try writer.size == 900)
      for (words, holds) in questions { #expect(try writer.positions(words) == (0..<900).filter(holds)) }
      try writer.append(
        Header(subject: "d", kind: "odd", definitions: noFiles, verb: "x", role: "", outcome: "", instant: 900), [])
      #expect(try writer.positions([.subject("d")]) == [900])
      #expect(try writer.subjectNames().last == "d")
    }
    try journal.read { (reader: Reader) throws in
      #expect(try reader.indexed == 901)
      #expect(try reader.subjectNames() == ((0..<11).map { "c-\($0)" } + ["d"]).sorted())
      #expect(try reader.accounts() == (0..<9).map { "a\($0)" })
      #expect(try reader.isIndexWhole())
    }
  }

  @Test func stretchesThatAreAsLongAsCanBeAreFoundToTheirEnds() throws {
    let journal = Journal(try SQLiteStorage.memory())
    try add(journal, 0..<4200, at: 4200)
    try journal.read { (reader: Reader) throws in
      #expect(try reader.indexed == 4200)
      for (words, holds) in questions[1...3] {
        let all = (0..<4200).filter(holds)
        #expect(try reader.positions(words) == all)
        for lower in 4094..<4098 {
          #expect(
            try reader.positions(words, in: lower..<4150) == all.filter { (lower..<4150).contains($0) }, "\(lower)")
        }
      }
      #expect(try reader.isIndexWhole())
    }
    try journal.write { try $0.clear() }
    #expect(try journal.read { try $0.indexed == 4200 && $0.positions([.field("size")]) == Array(0..<4200) })
  }

  @Test func theIndexIsOfAllEntriesWhoeverAppendedThem() throws {
    let scratch = Scratch()
    let here = Journal(try SQLiteStorage.create(scratch.file()))
    let there = Journal(try SQLiteStorage.open(scratch.file()))
    // In turn, so many at a time; each leaves the other with some that it does not know.
    for (turn, end) in [100, 101, 200, 380, 381, 382, 650].enumerated() {
      let journal = turn % 2 == 0 ? here : there
      try add(journal, (try journal.read { try $0.size })..<end, at: turn % 3 + 20)
      if end > 256 { #expect(try journal.read { try $0.isIndexWhole() }, "\(end)") }
    }
    try here.read { try ask($0) }
    here.storage.close()
    there.storage.close()
  }

  @Test func entriesOfAnotherJournalAreIndexedAmongItsOwn() throws {
    let source = Journal(try SQLiteStorage.memory())
    try add(source, 0..<600, at: 600)
    let entries = try source.read { try $0.entries(from: 0, limit: 600) }
    let target = Journal(try SQLiteStorage.memory())
    for (index, entry) in entries.enumerated() {
      try target.write { (writer: Writer) throws in
        if index % 3 == 1 { try writer.append(entry) } else { try writer.append(line(index), values(index)) }
      }
    }
    #expect(try target.read { try $0.isIndexWhole() && $0.indexed == 512 })
    try target.read { try ask($0) }
    #expect(throws: JournalProblem.broken("", "entry 600 is missing")) {
      try target.write { try $0.append(entries[3]) }
    }
  }

  @Test(arguments: [1, 2, 256, 300])
  func whatIsMadeAgainIsAsItWas(_ count: Int) throws {
    let journal = Journal(try SQLiteStorage.memory())
    try add(journal, 0..<count, at: 100)
    let timer = TimerRow(due: 1, subject: "c", name: "t")
    let link = LinkRow(target: "t", kind: "k", field: "f", source: "s")
    try journal.write { (writer: Writer) throws in
      try writer.put(Snapshot(subject: "c", kind: "k", isOpen: true, position: 0, state: []))
      try writer.change(timers: [], to: [timer])
      try writer.change(links: [], to: [link])
      try writer.put(fact: "f", "1")
    }
    try journal.read { (reader: Reader) throws in
      #expect(try reader.subject("c") != nil && reader.timers(of: "c") == [timer] && reader.links(of: "s") == [link])
      #expect(try reader.fact("f") == "1")
    }
    try journal.write { try $0.clear() }
    try journal.read { (reader: Reader) throws in
      #expect(try reader.subject("c") == nil && reader.timers(of: "c").isEmpty && reader.links(of: "s").isEmpty)
      #expect(try reader.fact("f") == nil && reader.indexed == count && reader.isIndexWhole())
      try ask(reader)
    }
  }

  @Test func whoeverIsTakenOutIsFoundNoMore() throws {
    for position in [0, 1, 255, 256, 257, 511, 512, 599] {
      let journal = Journal(try SQLiteStorage.memory())
      try add(journal, 0..<513, at: 1)
      try add(journal, 513..<600, at: 100)
      #expect(try journal.read { try $0.indexed } == 512)
      try journal.write { try $0.erase(position, ["actor", "in.x"], cause: 599) }
      try journal.read { (reader: Reader) throws in
        let left = (0..<600).filter { $0 % 9 == position % 9 && $0 != position }
        #expect(try reader.positions([.actor("a\(position % 9)")]) == left, "\(position)")
        #expect(
          try reader.positions([.actor("a\((position + 1) % 9)")]) == (0..<600).filter { $0 % 9 == (position + 1) % 9 })
        #expect(try reader.positions([.person("p\(position % 4)")]) == (0..<600).filter { $0 % 4 == position % 4 })
        #expect(try reader.isIndexWhole(), "\(position)")
        let entry = try #require(try reader.entry(position))
        #expect(entry.values.filter { $0.value == nil }.map(\.name) == ["actor", "in.x"])
        #expect(entry.values.filter { $0.salt.isEmpty }.map(\.name) == ["actor", "in.x"])
      }
      // Nor when what waited is indexed, by whoever wrote it.
      try add(journal, 600..<900, at: 300)
      try journal.read { (reader: Reader) throws in
        let left = (0..<900).filter { $0 % 9 == position % 9 && $0 != position }
        #expect(try reader.positions([.actor("a\(position % 9)")]) == left, "\(position)")
        #expect(try reader.indexed > 800 && reader.isIndexWhole(), "\(position)")
      }
    }
  }

  @Test func anAccountIsNamedUntilItsLastEntryIsTakenOut() throws {
    let journal = Journal(try SQLiteStorage.memory())
    try journal.write { (writer: Writer) throws in
      for index in 0..<300 {
        let who = index == 7 ? "once" : index == 290 ? "end" : "often"
        try writer.append(
          header(index), [Sealed(name: "actor", value: "\"\(who)\""), Sealed(name: "person", value: "\"x\"")])
      }
    }
    #expect(try journal.read { try $0.accounts() } == ["end", "often", "once"])
    try journal.write { (writer: Writer) throws in
      try writer.erase(7, ["person"], cause: 9)
      try writer.erase(8, ["actor"], cause: 9)
      try writer.erase(5000, ["actor"], cause: 9)
    }
    #expect(try journal.read { try $0.accounts() } == ["end", "often", "once"])
    try journal.write { try $0.erase(7, ["actor"], cause: 9) }
    #expect(try journal.read { try $0.accounts() } == ["end", "often"])
    #expect(try journal.read { try $0.positions([.person("x")]).count } == 300)
  }

  @Test func anIndexOfMoreThanThereIsIsNotWhole() throws {
    let journal = Journal(try SQLiteStorage.memory())
    try add(journal, 0..<256, at: 256)
    #expect(try journal.read { try $0.isIndexWhole() })
    for known in ["257", "255", "0"] {
      try journal.write { try $0.put(fact: "indexed", known) }
      #expect(try !journal.read { try $0.isIndexWhole() }, "\(known)")
    }
    try journal.write { try $0.put(fact: "indexed", "256") }
    try journal.storage.write { try $0.put(Stretch(word: "vmore", start: 0, places: [1, 0])) }
    #expect(try !journal.read { try $0.isIndexWhole() })
  }
}
