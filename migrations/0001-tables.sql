CREATE TABLE `actions` (
	`token` text PRIMARY KEY NOT NULL,
	`call` text NOT NULL,
	`owner` text,
	`room` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `actions_expiry` ON `actions` (`expires_at`);
--> statement-breakpoint
CREATE TABLE `adapter_state` (
	`adapter` text NOT NULL,
	`key` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`adapter`, `key`)
);
--> statement-breakpoint
CREATE TABLE `communities` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text
);
--> statement-breakpoint
CREATE TABLE `conversations` (
	`id` text PRIMARY KEY NOT NULL,
	`room` integer NOT NULL,
	`person` text DEFAULT '' NOT NULL,
	`personality` text DEFAULT '' NOT NULL,
	`head` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `conversations_place` ON `conversations` (`room`,`person`,`personality`,`at`);
--> statement-breakpoint
CREATE TABLE `deliveries` (
	`key` text PRIMARY KEY NOT NULL,
	`turn` text,
	`account` text NOT NULL,
	`room` integer NOT NULL,
	`reply_to` text,
	`personality` text,
	`part` integer NOT NULL,
	`message` text,
	`state` text NOT NULL,
	`open` integer,
	`ref` text,
	`final` text,
	`partial` text DEFAULT '' NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `deliveries_turn` ON `deliveries` (`turn`);
--> statement-breakpoint
CREATE INDEX `deliveries_message` ON `deliveries` (`message`);
--> statement-breakpoint
CREATE INDEX `deliveries_ref` ON `deliveries` (`room`,`ref`) WHERE "deliveries"."ref" is not null;
--> statement-breakpoint
CREATE INDEX `deliveries_open` ON `deliveries` (`open`,`account`,`key`) WHERE "deliveries"."open" is not null;
--> statement-breakpoint
CREATE TABLE `drafts` (
	`personality` text NOT NULL,
	`owner` text NOT NULL,
	`base` integer NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`personality`, `owner`)
);
--> statement-breakpoint
CREATE TABLE `evidence` (
	`fact` text NOT NULL,
	`message` text NOT NULL,
	`quote` text NOT NULL,
	PRIMARY KEY(`fact`, `message`)
);
--> statement-breakpoint
CREATE INDEX `evidence_message` ON `evidence` (`message`);
--> statement-breakpoint
CREATE TABLE `facts` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`personality` text,
	`text` text NOT NULL,
	`audience` text NOT NULL,
	`exposure` text NOT NULL,
	`rating` text NOT NULL,
	`state` text NOT NULL,
	`pinned` integer DEFAULT false NOT NULL,
	`valid_from` integer NOT NULL,
	`valid_to` integer,
	`superseded_by` text
);
--> statement-breakpoint
CREATE INDEX `facts_subject` ON `facts` (`subject`,`audience`);
--> statement-breakpoint
CREATE TABLE `members` (
	`room` integer NOT NULL,
	`participant` text NOT NULL,
	PRIMARY KEY(`room`, `participant`)
);
--> statement-breakpoint
CREATE TABLE `messages` (
	`key` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`room` integer NOT NULL,
	`conversation` text,
	`parent` text,
	`ref` text,
	`turn` text NOT NULL,
	`participant` text,
	`personality` text,
	`revision` integer,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	`edited_at` integer,
	`audience` text NOT NULL,
	`exposure` text NOT NULL,
	`rating` text NOT NULL,
	`variant` integer DEFAULT 1 NOT NULL,
	`chosen` integer DEFAULT true NOT NULL,
	`finish` text,
	`forgotten` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `messages_id_unique` ON `messages` (`id`);
--> statement-breakpoint
CREATE INDEX `messages_parent` ON `messages` (`parent`);
--> statement-breakpoint
CREATE INDEX `messages_ref` ON `messages` (`room`,`ref`);
--> statement-breakpoint
CREATE INDEX `messages_conversation` ON `messages` (`conversation`);
--> statement-breakpoint
CREATE TABLE `participants` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`name` text NOT NULL,
	`locale` text,
	`seen_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `participants_person` ON `participants` (`person`);
--> statement-breakpoint
CREATE TABLE `personalities` (
	`id` text PRIMARY KEY NOT NULL,
	`owner` text,
	`name` text NOT NULL,
	`revision` integer NOT NULL,
	`fork_of` text,
	`rating` text NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE INDEX `personalities_owner` ON `personalities` (`owner`);
--> statement-breakpoint
CREATE INDEX `personalities_name` ON `personalities` (`name`);
--> statement-breakpoint
CREATE TABLE `persons` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `provider_health` (
	`scope` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `recall_log` (
	`reply` text NOT NULL,
	`item` text NOT NULL,
	`score` integer NOT NULL,
	PRIMARY KEY(`reply`, `item`)
);
--> statement-breakpoint
CREATE INDEX `recall_log_item` ON `recall_log` (`item`);
--> statement-breakpoint
CREATE TABLE `receipts` (
	`message` text PRIMARY KEY NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `revisions` (
	`personality` text NOT NULL,
	`revision` integer NOT NULL,
	`body` text NOT NULL,
	`original` blob,
	`at` integer NOT NULL,
	`author` text,
	PRIMARY KEY(`personality`, `revision`)
);
--> statement-breakpoint
CREATE TABLE `rooms` (
	`key` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`community` text,
	`members_known` integer DEFAULT false NOT NULL,
	`sequence` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rooms_id_unique` ON `rooms` (`id`);
--> statement-breakpoint
CREATE TABLE `secrets` (
	`owner` text NOT NULL,
	`name` text NOT NULL,
	`sealed` text NOT NULL,
	`key_id` text NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`owner`, `name`)
);
--> statement-breakpoint
CREATE INDEX `secrets_key` ON `secrets` (`key_id`);
--> statement-breakpoint
CREATE TABLE `settings` (
	`level` text NOT NULL,
	`owner` text NOT NULL,
	`key` text NOT NULL,
	`value` text NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`level`, `owner`, `key`)
);
--> statement-breakpoint
CREATE TABLE `turns` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`account` text NOT NULL,
	`event_id` text NOT NULL,
	`lane` text NOT NULL,
	`room` integer NOT NULL,
	`participant` text NOT NULL,
	`name` text NOT NULL,
	`locale` text,
	`at` integer NOT NULL,
	`body` text NOT NULL,
	`received_at` integer NOT NULL,
	`not_before` integer NOT NULL,
	`state` text NOT NULL,
	`open` integer,
	`lead` text,
	`cast` text NOT NULL,
	`message` text,
	`edits` text,
	`errors` integer DEFAULT 0 NOT NULL,
	`stops` integer DEFAULT 0 NOT NULL,
	`code` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `turns_id_unique` ON `turns` (`id`);
--> statement-breakpoint
CREATE UNIQUE INDEX `turns_claim` ON `turns` (`account`,`event_id`);
--> statement-breakpoint
CREATE INDEX `turns_open` ON `turns` (`lane`,`seq`) WHERE "turns"."open" is not null;
--> statement-breakpoint
CREATE INDEX `turns_open_room` ON `turns` (`lane`,`room`,`seq`) WHERE "turns"."open" is not null;
--> statement-breakpoint
CREATE INDEX `turns_lead` ON `turns` (`lead`);
--> statement-breakpoint
CREATE INDEX `turns_message` ON `turns` (`message`);
--> statement-breakpoint
CREATE INDEX `turns_edits` ON `turns` (`room`,`edits`) WHERE "turns"."edits" is not null;
--> statement-breakpoint
CREATE TABLE `usage` (
	`message` text PRIMARY KEY NOT NULL,
	`participant` text NOT NULL,
	`room` integer NOT NULL,
	`personality` text NOT NULL,
	`provider` text NOT NULL,
	`model` text NOT NULL,
	`tokens_in` integer NOT NULL,
	`tokens_cached` integer NOT NULL,
	`tokens_out` integer NOT NULL,
	`cost_micro` integer NOT NULL,
	`first_ms` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `usage_participant` ON `usage` (`participant`,`at`);
--> statement-breakpoint
CREATE INDEX `usage_room` ON `usage` (`room`,`at`);
--> statement-breakpoint
CREATE INDEX `usage_personality` ON `usage` (`personality`,`at`);
