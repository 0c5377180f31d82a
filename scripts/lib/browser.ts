import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { isProgram, isRootOnDebian, run } from './run.ts';
import { Complaint } from './steps.ts';

export interface FoundBrowser {
  path: string;
  /** Where it comes from, for people. */
  origin: string;
}

const NAMES = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge'];
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) =>
    process.env[name] ? [join(process.env[name], 'Google/Chrome/Application/chrome.exe')] : []
  ),
];

/**
 * A Chromium for the browser tests: the one named by CHROME_PATH, an installed one, Playwright's own, Playwright's
 * after downloading it, or the system's package.
 * @throws Complaint when none can be had
 */
export async function findBrowser(say: (detail: string) => void): Promise<FoundBrowser> {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (!isProgram(named)) {
      throw new Complaint(`CHROME_PATH names ${named}, which is not a program. Correct it or unset it.`);
    }
    return { path: named, origin: 'CHROME_PATH' };
  }
  const installed = installedBrowser() ?? playwrightBrowser();
  if (installed) {
    return installed;
  }
  say('none installed, asking Playwright for one');
  const download = await run('npx', ['--no-install', 'playwright', 'install', 'chromium'], { quiet: true }).catch(
    () => undefined
  );
  const downloaded = download?.code === 0 ? playwrightBrowser() : undefined;
  if (downloaded) {
    return downloaded;
  }
  if (isRootOnDebian()) {
    say("installing the system's package chromium");
    await run('apt-get', ['update', '-qq'], { quiet: true });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      quiet: true,
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
    const packaged = installedBrowser();
    if (packaged) {
      return packaged;
    }
  }
  throw new Complaint(
    'No browser for the browser tests. Install Chrome or Chromium (Debian: apt-get install chromium), or name one in CHROME_PATH.'
  );
}

function installedBrowser(): FoundBrowser | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((dir) => NAMES.map((name) => join(dir, name)));
  const path = [...onPath, ...APPLICATIONS].find(isProgram);
  return path ? { path, origin: 'installed' } : undefined;
}

function playwrightBrowser(): FoundBrowser | undefined {
  const path = chromium.executablePath();
  return path && existsSync(path) ? { path, origin: "Playwright's own" } : undefined;
}
