import type { ParticipantId } from '../ids.ts';
import type { Memory } from '../memory/memory.ts';
import type { Library } from '../personalities/library.ts';
import type { Studio } from '../personalities/studio.ts';
import type { Clock } from '../ports/clock.ts';
import type { Connector } from '../ports/connector.ts';
import type { KeyKeeper } from '../ports/key-keeper.ts';
import type { Store } from '../ports/store.ts';
import type { CloudMode } from '../privacy/reach.ts';
import type { ProviderWatch } from '../providers/create-provider-watch.ts';
import type { ModelRouter } from '../providers/model-router.ts';
import type { SettingsReader } from '../settings/settings-reader.ts';
import type { Localized, PlacesOf } from '../texts/localized.ts';
import type { TextArgs, TextKey } from '../texts/say.ts';
import type { TalkControls } from '../turns/talk-controls.ts';
import type { CommandBook } from './command-book.ts';

/** A sentence of the bot itself in the caller's language: of the catalogue, or one the command carries. */
export interface Tell {
  <Key extends TextKey>(key: Key, args: TextArgs<Key>): string;
  <En extends string>(text: Localized<En>, args: PlacesOf<En>): string;
}

/** Plain facts about the process, for people to read. */
export interface HostFacts {
  readonly version: string;
  /** Where the data lives. */
  readonly dataFolder: string;
  /** The personality that answers unless somebody chose another. */
  readonly defaultPersonality: string;
  readonly forgetGraceMs: number;
  /** Whether text may leave the operator's own machines. */
  readonly cloud: CloudMode;
  readonly connectors: readonly Connector[];
  /** A file of the machine itself, for the operator who sits there; undefined: not for them. */
  personalityFile?(participant: ParticipantId, path: string): Promise<{ readonly name: string; readonly xml: string } | undefined>;
  /** The same for a picture. `size` (bytes) instead of its bytes: it is too large to be one of ours. */
  pictureFile?(participant: ParticipantId, path: string): Promise<PictureFile | undefined>;
  /** Keeps what a connector found (variable → value), secrets sealed, lets the providers be made anew and starts a platform that is ready now. */
  connected(values: Readonly<Record<string, string>>): Promise<Kept | undefined>;
}

export type PictureFile = { readonly bytes: Uint8Array } | { readonly size: number } | { readonly fault: Localized };

/** What keeping something has led to, beyond that it is kept. */
export interface Kept {
  /** A key file was made for it: whoever loses that file loses the secrets. */
  readonly keyFile?: string;
  /** Platforms that are connected since. */
  readonly started?: readonly string[];
}

/** What a command may ask of the engine; each command's `run` takes only what it needs of it. */
export interface CommandNeeds {
  readonly clock: Clock;
  readonly store: Store;
  readonly tell: Tell;
  readonly library: Library;
  readonly studio: Studio;
  readonly settings: SettingsReader;
  readonly models: ModelRouter;
  readonly watch: Pick<ProviderWatch, 'health'>;
  readonly keys: KeyKeeper;
  readonly memory: Memory;
  readonly talk: TalkControls;
  readonly commands: CommandBook;
  readonly host: HostFacts;
}
