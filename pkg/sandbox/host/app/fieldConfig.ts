import {
  booleanOverrideProcessor,
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  FieldConfigProperty,
  identityOverrideProcessor,
  numberOverrideProcessor,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  stringOverrideProcessor,
  thresholdsOverrideProcessor,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
  type FieldConfigPropertyItem,
} from '@grafana/data';

type Process = FieldConfigPropertyItem['process'];

const PROPERTIES: Array<[id: FieldConfigProperty, process: unknown]> = [
  [FieldConfigProperty.Color, identityOverrideProcessor],
  [FieldConfigProperty.Decimals, numberOverrideProcessor],
  [FieldConfigProperty.DisplayName, displayNameOverrideProcessor],
  [FieldConfigProperty.Filterable, booleanOverrideProcessor],
  [FieldConfigProperty.Links, dataLinksOverrideProcessor],
  [FieldConfigProperty.Mappings, valueMappingsOverrideProcessor],
  [FieldConfigProperty.Max, numberOverrideProcessor],
  [FieldConfigProperty.Min, numberOverrideProcessor],
  [FieldConfigProperty.NoValue, stringOverrideProcessor],
  [FieldConfigProperty.Thresholds, thresholdsOverrideProcessor],
  [FieldConfigProperty.Unit, unitOverrideProcessor],
];

/** Without these `applyFieldOverrides` leaves out units, thresholds and mappings that Grafana would apply. */
export function registerFieldConfig(): void {
  standardFieldConfigEditorRegistry.setInit(() =>
    PROPERTIES.map(([id, process]) => ({
      id,
      path: id,
      name: id,
      description: '',
      editor: NoEditor,
      override: NoEditor,
      process: process as Process,
      settings: {},
      shouldApply: () => true,
    }))
  );
  standardEditorsRegistry.setInit(() => []);
}

/** Options are edited in Grafana's panel editor, which the stand-in doesn't have. */
function NoEditor(): null {
  return null;
}
