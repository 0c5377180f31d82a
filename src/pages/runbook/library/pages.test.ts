import { ALERT_DEFINITIONS } from '@devdiag/catalog/generated/alertDefinitions';
import { PANEL_DEFINITIONS } from '@devdiag/catalog/generated/panelDefinitions';
import { findPage } from './pages';

describe('a playbook', () => {
  it.each(PANEL_DEFINITIONS.map(({ id, check }) => [id, check]))(
    'names the panel %s, whose check is %s',
    (id, check) => {
      expect(findPage(check)?.panels).toContain(id);
    }
  );

  it.each(ALERT_DEFINITIONS.map(({ id, panel }) => [id, panel]))('of the alert %s names its panel %s', (id, panel) => {
    expect(findPage(id)?.panels).toContain(panel);
  });
});
