/// Who acts in small fields of tests: a workflow to load beside theirs.

import Definitions

/// Persons with their accounts, and posts that give them roles.
package let people = (
  path: "Workflows/people/workflow.yaml",
  text: """
  workflow: people
  kinds:
    somebody:
      accounts: accounts
      fields: {accounts: list of text required}
      states: {here: {on: {go: gone}}, gone: {final: true}}
      events: {go: }
    post:
      grants: {a: assignment, in: held, person: person, role: role, from: from, until: until}
      fields: {person: text required, role: text required, from: date required, until: date}
      states: {held: {on: {leave: left}}, left: {final: true}}
      events: {leave: }
  """
)

/// The same for a field in which the first administrator appoints them.
package let appointing = (
  path: "Plugins/people/plugin.yaml",
  text: """
  plugin: people
  rasci: {somebody: {default: {R: administrator, A: administrator}}, post: {default: {R: administrator, A: administrator}}}
  """
)

/// A small field with the people who act in it: one workflow and one plugin beside theirs.
package func peopled(_ workflow: String, _ plugin: String) throws -> Rulebook {
  try Rulebook.load([people, appointing, ("Workflows/w/workflow.yaml", workflow), ("Plugins/p/plugin.yaml", plugin)])
}
