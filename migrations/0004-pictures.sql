CREATE TABLE `pictures` (
	`hash` text PRIMARY KEY NOT NULL,
	`mime` text NOT NULL,
	`bytes` blob NOT NULL
);
--> statement-breakpoint
ALTER TABLE `drafts` ADD `picture` text;
--> statement-breakpoint
CREATE INDEX `drafts_picture` ON `drafts` (`picture`) WHERE "drafts"."picture" is not null;
--> statement-breakpoint
ALTER TABLE `revisions` ADD `picture` text;
--> statement-breakpoint
CREATE INDEX `revisions_picture` ON `revisions` (`picture`) WHERE "revisions"."picture" is not null;
