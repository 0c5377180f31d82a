import { Alerting } from '../alerting/alerting.ts';
import { ConnectionPools } from '../query/pools.ts';
import type { DataSourceSeed, PluginSettingsSeed } from '../types.ts';
import type { Annotation } from './annotations.ts';
import type { Dashboard } from './dashboards.ts';
import { seededDataSources, type DataSource } from './dataSources.ts';
import { hasDataSourceFault, type Fault } from './faults.ts';
import type { Folder, LibraryPanel } from './folders.ts';
import { initialUsers, type User } from './users.ts';

/** The plugin's stored settings. */
export interface StoredPluginSettings {
  enabled: boolean;
  pinned: boolean;
  jsonData: Record<string, unknown> | null;
  secureJsonData: Record<string, string>;
}

/** One stored object of the user storage API, as answered. */
export type UserStorageObject = Record<string, unknown> & {
  metadata: Record<string, unknown>;
  spec: { data: Record<string, string> };
};

/** A call that was made, for tests that ask what the plugin did. */
export interface RecordedCall {
  /** Milliseconds since 1970. */
  at: number;
  method: string;
  /** Path with query. */
  path: string;
  login: string | null;
  /** Absent when the caller was cut off. */
  status?: number;
  /** The request's JSON, for calls that send some; passwords are left out. */
  body?: unknown;
}

export interface SpaceSeed {
  datasources: DataSourceSeed[];
  settings: PluginSettingsSeed;
}

const CALLS_KEPT = 1000;

/**
 * Everything one visitor's Grafana remembers. Tests that run side by side each name a space of their own and so have a
 * Grafana of their own; everybody else shares the default one.
 */
export class Space {
  readonly name: string;
  private readonly seed: SpaceSeed;
  /** People belong to the whole stand-in, because sessions do. */
  readonly users: User[];
  readonly pools = new ConnectionPools();
  dataSources!: DataSource[];
  pluginSettings!: StoredPluginSettings;
  annotations!: Map<number, Annotation>;
  userStorage!: Map<string, UserStorageObject>;
  folders!: Map<string, Folder>;
  dashboards!: Map<string, Dashboard>;
  libraryPanels!: Map<string, LibraryPanel>;
  alerting!: Alerting;
  faults!: Fault[];
  calls!: RecordedCall[];
  private lastId = 0;
  private lastResourceId = 0;

  constructor(name: string, seed: SpaceSeed, users: User[]) {
    this.name = name;
    this.seed = seed;
    this.users = users;
    this.fill();
  }

  /** Back to what the stand-in started with. People and sessions stay; database connections are closed. */
  async reset(): Promise<void> {
    this.fill();
    await this.pools.closeAll();
  }

  /** Adds folders, dashboards, library panels and rules of another space as they are; tests that need the same start often save time. */
  copyFrom(other: Space): void {
    other.folders.forEach((folder, uid) => this.folders.set(uid, structuredClone(folder)));
    other.dashboards.forEach((dashboard, uid) => this.dashboards.set(uid, structuredClone(dashboard)));
    other.libraryPanels.forEach((panel, uid) => this.libraryPanels.set(uid, structuredClone(panel)));
    this.alerting.rules.copyFrom(other.alerting.rules);
    this.lastResourceId = Math.max(this.lastResourceId, other.lastResourceId);
  }

  /** A number that was never used in this space before. */
  nextId(): number {
    return ++this.lastId;
  }

  /** Folders and dashboards are numbered together. */
  nextResourceId(): number {
    return ++this.lastResourceId;
  }

  findUser(login: string): User | undefined {
    return this.users.find((user) => user.login === login);
  }

  /** Data sources that no fault hides. */
  visibleDataSources(): DataSource[] {
    return this.dataSources.filter(({ uid }) => !hasDataSourceFault(this.faults, 'datasource-gone', uid));
  }

  recordCall(call: RecordedCall): void {
    this.calls.push(call);
    this.calls.splice(0, this.calls.length - CALLS_KEPT);
  }

  private fill(): void {
    const { enabled = true, pinned = true, jsonData = {}, secureJsonData = {} } = this.seed.settings;
    this.dataSources = seededDataSources(this.seed.datasources);
    this.pluginSettings = { enabled, pinned, ...structuredClone({ jsonData, secureJsonData }) };
    this.annotations = new Map();
    this.userStorage = new Map();
    this.folders = new Map();
    this.dashboards = new Map();
    this.libraryPanels = new Map();
    this.lastResourceId = 0;
    this.alerting = new Alerting({ hasFolder: (uid) => this.folders.has(uid) });
    this.faults = [];
    this.calls = [];
  }
}

/** All spaces, each made when it is first named. */
export class Spaces {
  private readonly seed: SpaceSeed;
  private readonly users = initialUsers();
  private readonly spaces = new Map<string, Space>();

  constructor(seed: SpaceSeed) {
    this.seed = seed;
    // Fails at start, not at the first request, when a data source can't be right.
    seededDataSources(seed.datasources);
  }

  get(name = DEFAULT_SPACE): Space {
    const existing = this.spaces.get(name);
    if (existing) {
      return existing;
    }
    const created = new Space(name, this.seed, this.users);
    this.spaces.set(name, created);
    return created;
  }

  /** Those that were named so far. */
  all(): Space[] {
    return [...this.spaces.values()];
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.spaces.values()].map((space) => space.pools.closeAll()));
  }
}

export const DEFAULT_SPACE = 'default';
