CREATE TABLE `attempts` (
	`id` text PRIMARY KEY NOT NULL,
	`turn` text,
	`person` text NOT NULL,
	`room` integer NOT NULL,
	`personality` text NOT NULL,
	`provider` text NOT NULL,
	`model` text NOT NULL,
	`payer` text NOT NULL,
	`exposure` text NOT NULL,
	`outcome` text NOT NULL,
	`tokens_in` integer NOT NULL,
	`tokens_cached` integer NOT NULL,
	`tokens_out` integer NOT NULL,
	`cost_micro` integer,
	`first_ms` integer,
	`total_ms` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `attempts_at` ON `attempts` (`at`);
--> statement-breakpoint
CREATE INDEX `attempts_person` ON `attempts` (`person`,`at`);
--> statement-breakpoint
CREATE INDEX `attempts_room` ON `attempts` (`room`,`at`);
--> statement-breakpoint
CREATE INDEX `attempts_personality` ON `attempts` (`personality`,`at`);
--> statement-breakpoint
CREATE INDEX `attempts_provider` ON `attempts` (`provider`,`at`);
--> statement-breakpoint
CREATE INDEX `attempts_turn` ON `attempts` (`turn`) WHERE "attempts"."turn" is not null;
