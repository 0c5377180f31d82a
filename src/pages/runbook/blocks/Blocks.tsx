import React from 'react';
import type { PageBlock } from '@devdiag/catalog/types';
import { QueryCard } from '../query/QueryCard';
import { StateBlock } from '../state/StateBlock';
import { StepsBlock } from '../steps/StepsBlock';
import { Branches } from './Branches';
import { ContactCard } from './ContactCard';
import { Sample, Shell, Statement } from './CopyBlocks';
import { FactsBlock } from './FactsBlock';
import { Heading } from './Heading';
import { Markdown } from './Markdown';

/** A page's blocks, one below the other. */
export function Blocks({ blocks }: { blocks: PageBlock[] }) {
  return (
    <>
      {blocks.map((block, index) => (
        <Block key={index} block={block} />
      ))}
    </>
  );
}

function Block({ block }: { block: PageBlock }) {
  switch (block.kind) {
    case 'heading':
      return <Heading level={block.level} text={block.text} id={block.id} />;
    case 'text':
      return <Markdown markdown={block.markdown} />;
    case 'query':
      return <QueryCard block={block} />;
    case 'statement':
      return <Statement {...block} />;
    case 'shell':
      return <Shell {...block} />;
    case 'sample':
      return <Sample {...block} />;
    case 'branches':
      return <Branches branches={block.branches} />;
    case 'steps':
      return <StepsBlock steps={block.steps} />;
    case 'state':
      return <StateBlock of={block.of} />;
    case 'contact':
      return <ContactCard id={block.id} />;
    case 'facts':
      return <FactsBlock block={block} render={(blocks) => <Blocks blocks={blocks} />} />;
  }
}
