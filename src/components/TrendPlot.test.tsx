import { render, screen } from '@testing-library/react';
import React from 'react';
import { TrendPlot } from './TrendPlot';

const at = (day: number, hour = 0) => Date.UTC(2026, 2, day, hour);
const common = { title: 'Runs a day', unit: 'runs', style: 'bars', threshold: null, timeZone: 'UTC' } as const;

describe('trend plot', () => {
  it('says in words what it draws', () => {
    const points = [
      { at: at(18), value: 12, expected: 20 },
      { at: at(16), value: 30 },
      { at: at(17), value: null },
    ];
    render(<TrendPlot {...common} points={points} threshold={10} expectedLabel="Same weekday" />);
    const figure = screen.getByRole('figure', { name: 'Runs a day' });
    expect(figure).toHaveTextContent('Latest 12 runs (Wed 03-18), lowest 12 runs, highest 30 runs.');
    expect(figure).toHaveTextContent('Same weekday then: 20 runs. Threshold: 10 runs.');
    expect(figure.querySelectorAll('rect title')).toHaveLength(3);
  });

  it('keeps quiet about a threshold that is far beyond what was measured', () => {
    render(<TrendPlot {...common} points={[{ at: at(18), value: 12 }]} threshold={5000} />);
    expect(screen.getByRole('figure')).not.toHaveTextContent('Threshold');
  });

  it('stands on its own without anything measured, and is nothing without points', () => {
    const { container, rerender } = render(<TrendPlot {...common} points={[{ at: at(18), value: null }]} />);
    expect(screen.getByRole('figure')).toHaveTextContent('Nothing was measured');
    rerender(<TrendPlot {...common} points={[]} />);
    expect(container).toBeEmptyDOMElement();
  });

  it('shows hours within a day, in the data’s time zone', () => {
    const points = [
      { at: at(18, 8), value: 1 },
      { at: at(18, 9), value: 2 },
    ];
    render(<TrendPlot {...common} points={points} timeZone="Asia/Tokyo" />);
    expect(screen.getByRole('figure')).toHaveTextContent('Latest 2 runs (18:00)');
  });
});
