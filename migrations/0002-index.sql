-- Full text over what people and personalities said; external content, so that forgetting can be scrubbed.
CREATE VIRTUAL TABLE message_index USING fts5(text, content='messages', content_rowid='key', tokenize='unicode61 remove_diacritics 2');
--> statement-breakpoint
INSERT INTO message_index(message_index, rank) VALUES ('secure-delete', 1);
--> statement-breakpoint
CREATE TRIGGER messages_indexed AFTER INSERT ON messages BEGIN
  INSERT INTO message_index(rowid, text) VALUES (new.key, new.text);
END;
--> statement-breakpoint
CREATE TRIGGER messages_unindexed AFTER DELETE ON messages BEGIN
  INSERT INTO message_index(message_index, rowid, text) VALUES ('delete', old.key, old.text);
END;
--> statement-breakpoint
CREATE TRIGGER messages_reindexed AFTER UPDATE OF text ON messages BEGIN
  INSERT INTO message_index(message_index, rowid, text) VALUES ('delete', old.key, old.text);
  INSERT INTO message_index(rowid, text) VALUES (new.key, new.text);
END;
