import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import type { FieldChange } from '@devdiag/installer/types';
import { FieldDifference } from './FieldDifference';

const lines = Array.from({ length: 300 }, (_, n) => `  and column_${n} is not null`);
const OURS = ['select 1 where true', ...lines].join('\n');
const THEIRS = ['select 1 where true', ...lines.with(250, "  and tenant <> 'test'")].join('\n');

function show(change: Partial<FieldChange>) {
  const onChoose = jest.fn();
  const whole: FieldChange = { field: 'query', changedBy: 'both', keep: 'theirs', ...change };
  render(<FieldDifference of="Diagnostic runs stalled" change={whole} onChoose={onChoose} />);
  return { onChoose, user: userEvent.setup({ delay: null }) };
}

/** What stands beside a term. */
const beside = (term: string) => screen.getByText(term, { selector: 'dt' }).nextElementSibling;

describe('a field that differs', () => {
  it('shows of long texts the lines that differ, wherever they are', () => {
    show({ theirs: THEIRS, ours: OURS, base: '#a1b2', changedBy: 'theirs' });
    const shown = screen.getByRole('group', { name: 'Difference in query of Diagnostic runs stalled' });
    expect([...shown.children].map(({ textContent }) => textContent)).toEqual([
      '… ',
      '    and column_248 is not null',
      '    and column_249 is not null',
      "−   and tenant <> 'test'",
      '+   and column_250 is not null',
      '    and column_251 is not null',
      '    and column_252 is not null',
      '… ',
    ]);
    expect(beside('Here')).toHaveTextContent('the lines with − – is kept');
    expect(beside('DevDiag Ops')).toHaveTextContent(/^the lines with \+$/);
  });

  it.each([
    ['theirs', 'as DevDiag Ops has it'],
    ['ours', 'as it is here'],
    ['both', 'neither of the two'],
  ] as const)('tells whose a text equals that is known by its hash alone: changed by %s', (changedBy, words) => {
    show({ theirs: THEIRS, ours: OURS, base: '#a1b2', changedBy });
    expect(beside('As installed')).toHaveTextContent(words);
    expect(document.body).not.toHaveTextContent('#a1b2');
  });

  it('shows short values side by side', () => {
    show({ field: 'for', theirs: '42m', ours: '5m', base: '5m', changedBy: 'theirs' });
    expect(screen.queryByRole('group', { name: /^Difference/ })).not.toBeInTheDocument();
    expect([beside('Here'), beside('DevDiag Ops'), beside('As installed')].map((each) => each?.textContent)).toEqual([
      '42m – is kept',
      '5m',
      '5m',
    ]);
  });

  it('has a choice also where nothing is wanted there any more', async () => {
    const { onChoose, user } = show({ field: 'variables.tenant', theirs: { label: 'Customer' }, undecided: true });
    const choice = within(
      screen.getByRole('radiogroup', { name: 'Which variables.tenant of Diagnostic runs stalled to keep' })
    );
    expect(choice.getByRole('radio', { name: 'Keep what is here' })).not.toBeChecked();
    await user.click(choice.getByRole('radio', { name: 'Remove it' }));
    expect(onChoose).toHaveBeenCalledWith('ours');
  });

  it('has a choice where people took it away', () => {
    show({ field: 'label team', ours: 'devdiag', changedBy: 'theirs' });
    expect(screen.getByRole('radio', { name: 'Leave it out' })).toBeChecked();
    expect(screen.getByRole('radio', { name: 'Take DevDiag Ops’s' })).not.toBeChecked();
  });
});
