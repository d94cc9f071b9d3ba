import Engine
import Foundation
import Journal
import SQLiteStorage
import TestSupport
import Testing
import Verifier

/// Where trials are counted, for the page that says how many there were.
private func tell(_ trials: Int, _ what: String) {
  print("trials       \(trials) \(what)")
}

@Suite(.serialized) struct PowerFailure {
  @Test func leavesEverythingAcknowledgedWhateverBecameOfWhatWasNotSynced() throws {
    let recording = try Recording(acts: isTorture ? 400 : 120)
    let points = recording.operations.indices.filter { recording.operations[$0].kind != .say }
    let stride = isTorture ? 3 : max(1, points.count / 30)
    var trials = 0
    var state = recording.disk()
    for (number, point) in points.enumerated() where number % stride == 0 || number > points.count - 30 {
      state.advance(to: point)
      let acknowledged = recording.acknowledged(before: point)
      for fate in [
        Recording.Fate.dropped, .kept, .torn, .scattered(1), .scattered(2),
      ] {
        let disk = Scratch()
        try state.fail(fate, to: disk)
        trials += 1
        let report = Verification.run(disk.file("store"))
        guard acknowledged > 0 else { continue }
        #expect(
          report.isSound && report.entries >= acknowledged,
          "before operation \(point), \(fate): \(acknowledged) were acknowledged; \(report.text)")
        guard trials % 50 == 0 else { continue }
        let store = try Store.open(SQLiteStorage.open(disk.file("store")))
        #expect(try store.rebuild(comparing: true).difference == nil)
        store.close()
      }
    }
    #expect(recording.acknowledged(before: recording.operations.count) > 100)
    tell(trials, "power failures among \(points.count) writes, syncs and cuts")
    #expect(trials > 250)
  }
}

@Suite(.serialized) struct Processes {
  /// The number of operations of a run of so many acts.
  private func count(_ acts: Int) throws -> Int {
    try Recording(acts: acts).operations.count { ![.say, .create, .empty].contains($0.kind) }
  }

  private func fail(_ kind: String, every stride: Int) throws {
    let acts = 12
    let total = try count(acts)
    var (trials, struck, kept) = (0, 0, 0)
    for at in Swift.stride(from: 1, through: total, by: isTorture ? 1 : stride) {
      let folder = Scratch()
      let run = try Run.play(folder, acts: acts, ["FAULTS_AT": "\(at)", "FAULTS_KIND": kind])
      trials += 1
      if run.status != 0 { struck += 1 }
      if kind == "kill" { #expect(run.status == -SIGKILL, "at operation \(at): it was not killed") }
      #expect(!run.crashed, "\(kind) at operation \(at): it crashed; \(run.text.suffix(500))")
      if kind != "kill", run.status != 0 {
        #expect(run.text.contains("error:") || run.text.contains("Error:"), "\(kind) at \(at): \(run.text.suffix(300))")
      }
      guard run.acknowledged > 0 else { continue }
      kept += 1
      let report = Verification.run(folder.file("disk/store"))
      #expect(
        report.isSound && report.entries >= run.acknowledged,
        "\(kind) at operation \(at): \(run.acknowledged) were acknowledged; \(report.text)")
    }
    // A fault that no run noticed was none, and where nothing was ever acknowledged nothing could be lost.
    #expect(struck > trials / 3 && kept > 0, "\(struck) of \(trials) runs noticed, \(kept) acknowledged something")
    tell(trials, "runs with \(kind) at one of \(total) operations")
  }

  @Test func killedAtAnyWriteOrSyncLoseNothingAcknowledged() throws { try fail("kill", every: 19) }

  @Test func onADiskThatIsFullSayItAndLoseNothingAcknowledged() throws { try fail("enospc", every: 31) }

  @Test func onADiskThatFailsSayItAndLoseNothingAcknowledged() throws { try fail("eio", every: 31) }

  @Test func onAFileThatBecomesReadOnlySayItAndLoseNothingAcknowledged() throws { try fail("erofs", every: 37) }
}

/// Saves what can be saved of a store, as the product does.
private func recover(_ copy: Scratch) throws -> Recovered {
  let (storage, recovered) = try SQLiteStorage.recover(copy.file("store"), to: copy.file("saved"))
  defer { storage.close() }
  _ = try Store.takeUp(storage, recovered)
  return recovered
}

@Suite(.serialized) struct DamagedFiles {
  /// A closed store, as bytes.
  private static func bytes(_ folder: Scratch) throws -> [UInt8] {
    let run = try Run.play(folder, acts: 30, [:])
    #expect(run.status == 0, "\(run.text.suffix(500))")
    return Array(try Data(contentsOf: URL(fileURLWithPath: folder.file("disk/store"))))
  }

  @Test func areToldOrDoNotMatterWhicheverBitIsFlipped() throws {
    let folder = Scratch()
    let bytes = try Self.bytes(folder)
    let sound = Verification.run(folder.file("disk/store"))
    #expect(sound.isSound)
    var random = Seeded(state: 7)
    var (trials, told, saved) = (0, 0, 0)
    for _ in 0..<(isTorture ? 20_000 : 120) {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      var damaged = bytes
      damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      let copy = Scratch()
      try Data(damaged).write(to: URL(fileURLWithPath: copy.file("store")))
      trials += 1
      let report = Verification.run(copy.file("store"))
      if report.isSound {
        // What no entry, value or case stands in may change: free room, indexes of the read tables, the index of words.
        #expect(report.root == sound.root && report.entries == sound.entries, "byte \(place)")
        continue
      }
      told += 1
      guard told % (isTorture ? 20 : 6) == 0 else { continue }
      // Opening says what is wrong, or opens; recovery saves what verifies.
      _ = try? Store.open(SQLiteStorage.open(copy.file("store"))).close()
      guard let recovered = try? recover(copy) else { continue }
      saved += 1
      let again = Verification.run(copy.file("saved"))
      #expect(again.isSound && recovered.entries <= sound.entries, "byte \(place): \(again.text)")
    }
    tell(trials, "flipped bits, \(told) told by verify, \(saved) recoveries of those")
    // Most flips hit the definitions, without which nothing can be opened: those stores need their backup.
    #expect(told * 3 > trials && saved > 0)
  }

  @Test func thatAreCutOffAtAnyPageAreTold() throws {
    let folder = Scratch()
    let bytes = try Self.bytes(folder)
    var (trials, recovered) = (0, 0)
    for page in Swift.stride(from: 0, to: bytes.count / 4096, by: isTorture ? 1 : 3) {
      let copy = Scratch()
      try Data(bytes[..<(page * 4096)]).write(to: URL(fileURLWithPath: copy.file("store")))
      trials += 1
      #expect(!Verification.run(copy.file("store")).isSound, "cut to \(page) pages")
      if page > 0, let saved = try? recover(copy) {
        recovered += saved.entries
        #expect(Verification.run(copy.file("saved")).isSound, "cut to \(page) pages")
      }
      _ = try? Store.open(SQLiteStorage.open(copy.file("store"))).close()
    }
    tell(trials, "files cut off at a page, \(recovered) entries recovered from them")
    #expect(recovered > 10)
  }

  @Test func whoseLogLostItsEndShowAgainstAHeadKeptElsewhere() throws {
    let recording = try Recording(acts: 20)
    let disk = Scratch()
    // Before the log is folded into the file, which happens when it is closed.
    let last = try #require(recording.operations.lastIndex { $0.kind == .say })
    var state = recording.disk()
    state.advance(to: last)
    try state.fail(.kept, to: disk)
    let whole = Verification.run(disk.file("store"))
    let code = ShortCode(size: whole.entries, root: whole.root)
    let log = Array(try Data(contentsOf: URL(fileURLWithPath: disk.file("store-wal"))))
    var (trials, short) = (0, 0)
    for frame in Swift.stride(from: 1, to: (log.count - 32) / 4120, by: isTorture ? 1 : 5) {
      let copy = Scratch()
      try FileManager.default.copyItem(atPath: disk.file("store"), toPath: copy.file("store"))
      try Data(log[..<(32 + frame * 4120)]).write(to: URL(fileURLWithPath: copy.file("store-wal")))
      trials += 1
      let exposed = Verification.run(copy.file("store"), against: Pinned(codes: [code]))
      let isShort = Verification.run(copy.file("store")).entries < whole.entries
      #expect(!isShort || exposed.fault != nil, "\(frame) frames: \(exposed.text)")
      if isShort { short += 1 }
    }
    #expect(short > 10, "most cuts lose entries")
    tell(trials, "logs cut off at a frame")
  }
}
