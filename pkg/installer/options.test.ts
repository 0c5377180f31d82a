import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  install,
  planFor,
  someOptions,
  startInstallerWorld,
  type InstallerWorld,
} from '../../tests/installer/grafana.ts';
import { optionProblems } from './options.ts';
import type { InstallOptions } from './types.ts';

describe('options', () => {
  it.each([{}, { receiver: 'On call' }, { dashboardFolder: 'ops' }, { dashboardFolder: '' }])(
    'that can be installed have no problem: %j',
    (change) => {
      expect(optionProblems(someOptions(change))).toEqual([]);
    }
  );

  it.each([
    ['receiver', '', /^Name the contact point, or leave it to the notification policies\.$/],
    ['receiver', '  ', /^Name the contact point/],
    ['receiver', 7, /^Name the contact point/],
    ['dashboardFolder', 7, /^Name the folder by its uid/],
  ])('are told what is wrong with %s: %j', (path, value, sentence) => {
    const options = someOptions({ [path]: value } as unknown as Partial<InstallOptions>);
    expect(optionProblems(options)).toEqual([{ path, message: expect.stringMatching(sentence) as string }]);
  });
});

describe('the place outside all folders', () => {
  let world: InstallerWorld;
  beforeAll(async () => {
    world = await startInstallerWorld();
  });
  afterAll(() => world.stop());

  it.each(['', 'general'])('takes the dashboard, by the name %j, and the plan finds it there', async (folder) => {
    const transport = world.transport(`options-${folder}`);
    const options = someOptions({ dashboardFolder: folder });
    await install(transport, options);
    expect(await planFor(transport, options)).toMatchObject({ pending: 0, obstacles: [] });
    const { body } = await transport.send({ method: 'GET', path: '/api/dashboards/uid/devdiag-analytics' });
    expect(body).toMatchObject({ meta: { folderUid: folder, folderId: 0 } });
  });
});
