import Diagnostics
import TestSupport
import Testing

@testable import Definitions

private let plain = """
  workflow: w
  kinds:
    plan:
      fields: {title: text required, reason: {type: text, title: Reason}, until: date}
      derived: {late: until < @"2030-01-01", very late: late and reason = null}
      states:
        open: {on: {withdraw: withdrawn, finish: done}}
        withdrawn: {final: true}
        done: {final: true}
      events:
        finish: {requires: [{name: titled, that: title != ""}]}
        withdraw: {title: {en: Withdraw, nl: Intrekken}, fields: {reason: required}}
    offer:
      fields: {reason: {type: text, title: Reason}}
      states: {open: {on: {withdraw: withdrawn}}, withdrawn: {final: true}}
      events: {withdraw: {title: {en: Take back, nl: Intrekken}, fields: {reason: required}}}
  """
private let short = """
  workflow: w
  kinds:
    plan:
      uses: withdrawable
      fields: {title: text required, until: date}
      derived: {very late: late and reason = null}
      states:
        open: {on: {finish: done}}
        done: {final: true}
      events:
        finish: {requires: [{name: titled, that: title != ""}]}
    offer:
      uses: [taking back]
      states: {open: }
  fragments:
    withdrawable:
      uses: reasoned
      derived: {late: until < @"2030-01-01"}
      states: {open: {on: {withdraw: withdrawn}}, withdrawn: {final: true}}
      events: {withdraw: {title: {en: Withdraw, nl: Intrekken}, fields: {reason: required}}}
    reasoned: {fields: {reason: {type: text, title: Reason}}}
    taking back:
      uses: reasoned
      states: {open: {on: {withdraw: withdrawn}}, withdrawn: {final: true}}
      events: {withdraw: {uses: back, fields: {reason: required}}}
  """
private let plugin = """
  plugin: p
  roles: {clerk: Clerk}
  rasci:
    plan: {default: {uses: by the clerk}}
    offer: {uses: all by the clerk}
  fragments:
    by the clerk: {R: clerk, A: clerk, I: administrator}
    all by the clerk: {default: {uses: by the clerk}}
    back: {title: {en: Take back, nl: Intrekken}}
  """

/// What is said once and used where it is wanted.
@Suite struct PiecesSaidOnce {
  private func load(_ workflow: String, _ plugin: String = plugin) throws -> Rulebook {
    try Rulebook.load([("Workflows/w/workflow.yaml", workflow), ("Plugins/p/plugin.yaml", plugin)])
  }

  /// A kind in words: what its events, states, fields and lines are.
  private func told(_ name: String, _ book: Rulebook) throws -> Set<String> {
    let kind = try #require(book.kinds[name])
    var told = Set(kind.fields.map { "field \($0.name) \($0.type.description) \($0.isRequired) \($0.title.en)" })
    told.formUnion(kind.derived.map { "derived \($0.name) = \($0.expression.text)" })
    told.formUnion(kind.chart.states.map { "state \($0.id) \($0.kind)" })
    told.formUnion(
      kind.chart.transitions.map { transition in
        "\(transition.events) from \(transition.source) to \(transition.targets.map { kind.chart.states[$0].id })"
      })
    for (event, definition) in kind.events {
      told.insert(
        "event \(event) \(definition.title) \(definition.fields.map { "\($0.name) \($0.isRequired)" }.sorted())")
      told.insert("line \(event) \(book.lines(name, event).map(\.letters))")
    }
    return told
  }

  @Test(arguments: ["plan", "offer"]) func areAsIfTheyWereWrittenThere(_ kind: String) throws {
    let book = try load(short)
    #expect(book.warnings.all.isEmpty, "\(book.warnings)")
    let long = plugin.replacing("{uses: by the clerk}", with: "{R: clerk, A: clerk, I: administrator}")
      .replacing("{uses: all by the clerk}", with: "{default: {R: clerk, A: clerk, I: administrator}}")
      .components(separatedBy: "fragments:")[0]
    #expect(try told(kind, book) == told(kind, load(plain, long)))
  }

  @Test func whatAKindSaysItselfGoesBefore() throws {
    let own = short.replacing(
      "finish: {requires", with: "withdraw: {title: {en: Drop, nl: Laten vallen}}\n      finish: {requires")
    let event = try #require(try load(own).kinds["plan"]?.events["withdraw"])
    #expect(event.title.en == "Drop" && event.fields.map(\.name) == ["reason"])
  }

  @Test func aMistakeInOneIsToldOnceWhereItStands() throws {
    let wrong = short.replacing(
      "reasoned: {fields: {reason: {type: text", with: "reasoned: {fields: {reason: {type: txt")
    do {
      _ = try load(wrong)
      Issue.record("it loads")
    } catch {
      let found = try #require((error as? Diagnostics)?.all)
      #expect(found.count == 1 && found[0].code.text == "definitions.unknown-type", "\(found)")
      #expect("\(found[0])".hasPrefix("Workflows/w/workflow.yaml:21:38"), "\(found)")
    }
  }
}
