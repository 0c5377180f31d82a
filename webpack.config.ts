import type { Configuration } from 'webpack';
import { merge } from 'webpack-merge';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config.ts';

/** create-plugin's configuration, plus what the catalog needs: playbooks and query texts come from the packages. */
const config = async (env: Env): Promise<Configuration> =>
  merge(await grafanaConfig(env), {
    resolve: {
      // The packages' sources are found through their workspace links and compiled with the plugin.
      symlinks: true,
    },
  });

export default config;
