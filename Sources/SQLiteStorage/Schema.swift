/// The tables of a store's file, and how they grew.

import GRDB

enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(
        sql: """
          CREATE TABLE entry (
            position INTEGER PRIMARY KEY, leaf BLOB NOT NULL, nodes BLOB NOT NULL, body BLOB NOT NULL, sealed BLOB NOT NULL
          ) STRICT;
          CREATE TRIGGER entry_order BEFORE INSERT ON entry
            WHEN NEW.position <> (SELECT coalesce(max(position) + 1, 0) FROM entry)
            BEGIN SELECT raise(ABORT, 'entries are appended in order'); END;
          CREATE TRIGGER entry_update BEFORE UPDATE ON entry
            BEGIN SELECT raise(ABORT, 'entries are never changed'); END;
          CREATE TRIGGER entry_delete BEFORE DELETE ON entry
            BEGIN SELECT raise(ABORT, 'entries are never removed'); END;
          CREATE TABLE definition (hash TEXT PRIMARY KEY, files TEXT NOT NULL) STRICT, WITHOUT ROWID;
          CREATE TRIGGER definition_update BEFORE UPDATE ON definition
            BEGIN SELECT raise(ABORT, 'definitions are never changed'); END;
          CREATE TRIGGER definition_delete BEFORE DELETE ON definition
            BEGIN SELECT raise(ABORT, 'definitions are never removed'); END;
          CREATE TABLE subject (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, open INTEGER NOT NULL, position INTEGER NOT NULL, state BLOB NOT NULL
          ) STRICT, WITHOUT ROWID;
          CREATE INDEX subject_kind ON subject (kind, open, id);
          CREATE TABLE link (
            target TEXT NOT NULL, kind TEXT NOT NULL, field TEXT NOT NULL, source TEXT NOT NULL,
            PRIMARY KEY (target, kind, field, source)
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE timer (
            due INTEGER NOT NULL, subject TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (due, subject, name)
          ) STRICT, WITHOUT ROWID;
          """)
    }
    // Tree heads that were signed and given away; no part of the tree, so they need no entry.
    migrator.registerMigration("2") { db in
      try db.execute(
        sql: """
          CREATE TABLE checkpoint (number INTEGER PRIMARY KEY, size INTEGER NOT NULL, text TEXT NOT NULL) STRICT;
          CREATE TRIGGER checkpoint_update BEFORE UPDATE ON checkpoint
            BEGIN SELECT raise(ABORT, 'checkpoints are never changed'); END;
          CREATE TRIGGER checkpoint_delete BEFORE DELETE ON checkpoint
            BEGIN SELECT raise(ABORT, 'checkpoints are never removed'); END;
          CREATE TABLE trail (word TEXT NOT NULL, start INTEGER NOT NULL, places BLOB NOT NULL, PRIMARY KEY (word, start))
            STRICT, WITHOUT ROWID;
          CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
          CREATE TABLE erasure (position INTEGER NOT NULL, cause INTEGER NOT NULL, PRIMARY KEY (position, cause))
            STRICT, WITHOUT ROWID;
          CREATE TRIGGER erasure_update BEFORE UPDATE ON erasure
            BEGIN SELECT raise(ABORT, 'erasures are never changed'); END;
          CREATE TRIGGER erasure_delete BEFORE DELETE ON erasure
            BEGIN SELECT raise(ABORT, 'erasures are never removed'); END;
          DROP TRIGGER entry_update;
          CREATE TRIGGER entry_update BEFORE UPDATE ON entry
            WHEN NEW.position <> OLD.position OR NEW.leaf <> OLD.leaf OR NEW.nodes <> OLD.nodes OR NEW.body <> OLD.body
              OR NOT EXISTS (SELECT 1 FROM erasure WHERE erasure.position = NEW.position)
            BEGIN SELECT raise(ABORT, 'entries are never changed'); END;
          """)
    }
    // Format 2: verbs apart from events, so words of the index mean something else. It is made again as entries come.
    migrator.registerMigration("3") { db in
      try db.execute(sql: "DELETE FROM trail; DELETE FROM fact WHERE name = 'indexed'")
    }
    // Files that entries hold: the bytes once, and which entries hold them.
    migrator.registerMigration("4") { db in
      try db.execute(
        sql: """
          CREATE TABLE document (hash TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT;
          CREATE TRIGGER document_update BEFORE UPDATE ON document
            BEGIN SELECT raise(ABORT, 'documents are never changed'); END;
          CREATE TRIGGER document_delete BEFORE DELETE ON document
            WHEN EXISTS (SELECT 1 FROM attachment WHERE attachment.hash = OLD.hash)
            BEGIN SELECT raise(ABORT, 'documents that entries hold are never removed'); END;
          CREATE TABLE attachment (position INTEGER NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (position, hash))
            STRICT, WITHOUT ROWID;
          CREATE INDEX attachment_hash ON attachment (hash);
          CREATE TRIGGER attachment_update BEFORE UPDATE ON attachment
            BEGIN SELECT raise(ABORT, 'what an entry holds is never changed'); END;
          CREATE TRIGGER attachment_delete BEFORE DELETE ON attachment
            WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE erasure.position = OLD.position)
            BEGIN SELECT raise(ABORT, 'what an entry holds is removed by an erasure only'); END;
          """)
    }
    return migrator
  }
}
