import { POSTGRES_TYPES } from '../datasource.ts';
import type { Desired } from '../desired/desired.ts';
import { textAt } from '../json.ts';
import type { Observation } from '../observe/observe.ts';
import type { PlanItem } from '../types.ts';

/** Of several items with the same reason, so many are named. */
const MOST_TITLES = 3;

/** Why a plan cannot be applied as it is, a sentence each, with the way out. */
export function obstaclesOf(items: PlanItem[], desired: Desired[], observed: Observation): string[] {
  return [
    ...datasourceObstacles(observed),
    ...standingInTheWay(items),
    ...items.flatMap(({ title, changes, action }) =>
      action === 'foreign'
        ? []
        : changes
            .filter((change) => change.undecided)
            .map(
              ({ field }) => `${title}: ${field} was changed both here and by this version. Choose which one to keep.`
            )
    ),
    ...titleObstacles(desired, observed),
  ];
}

/** Foreign and blocked items; several with the same reason in one sentence. */
function standingInTheWay(items: PlanItem[]): string[] {
  const titles = new Map<string, string[]>();
  for (const { action, title, reason = action } of items) {
    if (action === 'foreign' || action === 'blocked') {
      titles.set(reason, [...(titles.get(reason) ?? []), title]);
    }
  }
  return [...titles].map(([reason, of]) => {
    const more = of.length - MOST_TITLES;
    return `${of.slice(0, MOST_TITLES).join(', ')}${more > 0 ? ` and ${more} more` : ''}: ${reason}`;
  });
}

/** Grafana takes a rule whose data source does not exist, and the rule fails for ever. */
function datasourceObstacles({ datasourceExists, datasourceType }: Observation): string[] {
  if (datasourceExists === false) {
    return ['The chosen data source does not exist. Choose another one, or create it.'];
  }
  return datasourceType !== null && !POSTGRES_TYPES.includes(datasourceType)
    ? [`The chosen data source is of the type ${datasourceType}; DevDiag’s database needs a PostgreSQL one.`]
    : [];
}

/** Grafana takes two rules of one title in a folder through this API; its own pages then cannot save either. */
function titleObstacles(desired: Desired[], { rules }: Observation): string[] {
  return desired.flatMap(({ kind, uid, fields }) => {
    const twin =
      kind === 'rule' &&
      rules.find(
        (rule) =>
          textAt(rule, 'folderUID') === fields.folder &&
          textAt(rule, 'title') === fields.title &&
          textAt(rule, 'uid') !== uid
      );
    return twin
      ? [
          `The folder already holds another rule titled "${String(fields.title)}" (${textAt(twin, 'uid')}). Rename that one.`,
        ]
      : [];
  });
}
