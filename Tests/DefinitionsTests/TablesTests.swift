import Decisions
import Diagnostics
import FEEL
import Testing

@testable import Definitions

private let workflow = """
  workflow: lending
  tables:
    fine:
      title: {en: What lateness costs, nl: Wat te laat kost}
      source: rules of the house, article 7
      inputs: {days: number, person: [child, adult]}
      outputs: {euros: {type: number, default: 0}}
      hit: first
      rules: |
        # Children pay half.
        person  | days     | euros
        "child" | (0..30]  | days * rate / 2
        "adult" | (0..30]  | days * rate

        -       | > 30     | 9
  kinds:
    loan:
      fields: {days: number, person: [child, adult]}
      derived:
        owes: fine(days, person)
        named: 'fine(person: "adult", days: days)'
        much: owes > most
        double: twice(days)
      states:
        out: {on: {back: in}}
        in: {final: true}
      events: {back: {requires: [{name: paid, that: owes = 0 and named = 0 and not(much) and double = 0}]}}
  """
private let plugin = """
  plugin: house
  roles: {keeper: Keeper}
  constants:
    rate: 0.2
    most: 5
    twice: function(n) 2 * fine(n, "adult")
  rasci: {loan: {default: {R: keeper, A: keeper}}}
  """

private func load(_ workflow: String, _ plugin: String) throws -> Rulebook {
  try Rulebook.load([("Workflows/lending/workflow.yaml", workflow), ("Plugins/house/plugin.yaml", plugin)])
}

@Suite struct TablesOfDefinitions {
  @Test func areReadWithTheirPlaces() throws {
    let book = try load(workflow, plugin)
    #expect(book.warnings.all.isEmpty, "\(book.warnings)")
    let stated = try #require(book.constants.compactMap(\.table).first)
    #expect(stated.title == Localized(en: "What lateness costs", nl: "Wat te laat kost"))
    #expect(stated.source == "rules of the house, article 7")
    let table = stated.table
    #expect(table.name == "fine" && table.policy == .first && table.place.start == (3, 3))
    #expect(table.inputs.map(\.name) == ["days", "person"] && table.outputs.map(\.name) == ["euros"])
    #expect(
      table.heading == #"first: days (number), person (string: "child", "adult") → euros (number, otherwise 0)"#)
    // The columns of the rules may stand in another order; cells know where they are.
    #expect(
      table.rules.map { $0.tests.map(\.text) } == [
        ["(0..30]", #""child""#], ["(0..30]", #""adult""#], ["> 30", "-"],
      ])
    #expect(table.rules.map { $0.outputs.map(\.text) } == [["days * rate / 2"], ["days * rate"], ["9"]])
    #expect(table.rules[2].place.citation.description == "Workflows/lending/workflow.yaml:15")
    #expect(table.rules[2].outputs[0].place.start == (15, 28))
  }

  @Test func areCalledByEveryExpression() throws {
    let book = try load(workflow, plugin)
    let kind = try #require(book.kinds["loan"])
    func value(_ name: String, _ days: Int, _ person: String) throws -> String {
      let expression = try #require(kind.derived.first { $0.name == name }?.expression)
      let values = kind.layout.slots.map { slot -> Value in
        switch slot {
        case .field(0): .number(Number(days))
        case .field: .string(person)
        case .constant(let index): book.constants[index].value
        default: .null
        }
      }
      return expression.evaluate(values, host: Situation()).value.source
    }
    #expect(try value("owes", 10, "child") == "1")
    #expect(try value("owes", 10, "adult") == "2")
    #expect(try value("owes", 31, "adult") == "9")
    #expect(try value("owes", 0, "adult") == "0")
    #expect(try value("named", 20, "child") == "4")
    #expect(try value("double", 20, "child") == "8")
  }

  @Test func mayStandInAPluginInAnyFormOfText() throws {
    let folded =
      plugin + """

        tables:
          fine:
            inputs: {days: number, person: {type: string, allowed: '"child", "adult"'}}
            outputs: {euros: number}
            rules: "days | person | euros\\n< 9 | - | 1\\n>= 9 | \\"chi|d\\", \\"child\\" | 2\\n>= 9 | \\"adult\\" | 3"
        """
    let start = try #require(workflow.range(of: "tables:")).lowerBound
    let end = try #require(workflow.range(of: "kinds:")).lowerBound
    do {
      _ = try load(workflow.replacing(workflow[start..<end], with: ""), folded)
      Issue.record("a word that is none should be told")
    } catch let found as Diagnostics {
      // A bar in quotes parts no cells.
      #expect(found.all.map(\.message) == [#"person is never "chi|d""#])
      #expect(found.all.first?.place?.source.name == "Plugins/house/plugin.yaml:12")
    }
  }

  @Test func belongToWhatIsPinned() throws {
    let book = try load(workflow, plugin)
    let other = try load(workflow.replacing("> 30     | 9", with: "> 30     | 8"), plugin)
    #expect(book.hash != other.hash)
    // Definitions that were found sound once are not refused for what is found now.
    let overlapping = workflow.replacing("hit: first", with: "hit: unique").replacing("> 30 ", with: "> 29 ")
    #expect(throws: Diagnostics.self) { try load(overlapping, plugin) }
    let files = [("Workflows/lending/workflow.yaml", overlapping), ("Plugins/house/plugin.yaml", plugin)]
    #expect(try Rulebook.load(files, pinned: true).kinds.count == 1)
  }
}
