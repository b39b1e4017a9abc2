ALTER TABLE `actions` ADD `message` text;
--> statement-breakpoint
CREATE INDEX `actions_message` ON `actions` (`message`) WHERE "actions"."message" is not null;
--> statement-breakpoint
CREATE INDEX `drafts_owner` ON `drafts` (`owner`,`at`);
--> statement-breakpoint
ALTER TABLE `facts` ADD `hidden` text;
--> statement-breakpoint
CREATE INDEX `facts_hidden` ON `facts` (`hidden`) WHERE "facts"."hidden" is not null;
--> statement-breakpoint
CREATE TABLE `hidden_batches` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`due` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `hidden_batches_due` ON `hidden_batches` (`due`);
--> statement-breakpoint
CREATE TABLE `marks` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `messages` ADD `hidden` text;
--> statement-breakpoint
CREATE INDEX `messages_participant` ON `messages` (`participant`,`at`) WHERE "messages"."participant" is not null;
--> statement-breakpoint
CREATE INDEX `messages_hidden` ON `messages` (`hidden`) WHERE "messages"."hidden" is not null;
--> statement-breakpoint
ALTER TABLE `personalities` ADD `tagline` text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE `personalities` ADD `newest` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
UPDATE `personalities` SET `newest` = `revision`;
--> statement-breakpoint
ALTER TABLE `revisions` ADD `parent` integer;
--> statement-breakpoint
CREATE TABLE `presences` (
	`participant` text NOT NULL,
	`room` integer NOT NULL,
	`since` integer NOT NULL,
	`until` integer,
	PRIMARY KEY(`participant`, `room`, `since`)
);
--> statement-breakpoint
CREATE INDEX `presences_since` ON `presences` (`participant`,`since`);
--> statement-breakpoint
CREATE INDEX `presences_open` ON `presences` (`room`,`participant`) WHERE "presences"."until" is null;
--> statement-breakpoint
-- Whoever wrote in a private chat is in it; whoever is a member of a room was there from their first own words there, else from now.
INSERT INTO `presences` (`participant`, `room`, `since`)
SELECT t.`participant`, t.`room`, min(t.`at`) FROM `turns` AS t JOIN `rooms` AS r ON r.`key` = t.`room` WHERE r.`kind` = 'dm' GROUP BY t.`participant`, t.`room`;
--> statement-breakpoint
INSERT INTO `presences` (`participant`, `room`, `since`)
SELECT m.`participant`, m.`room`, coalesce(
  (SELECT min(t.`at`) FROM `turns` AS t WHERE t.`room` = m.`room` AND t.`participant` = m.`participant`), CAST(unixepoch('subsec') * 1000 AS INTEGER)
) FROM `members` AS m WHERE true ON CONFLICT DO NOTHING;
--> statement-breakpoint
CREATE INDEX `turns_dead` ON `turns` (`received_at`) WHERE "turns"."state" = 'dead';
