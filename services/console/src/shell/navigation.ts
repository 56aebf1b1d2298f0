import type { Permission } from '@lapwing/contracts';
import {
  BrainCircuit,
  Building2,
  ChartNoAxesColumn,
  CircleCheck,
  FileLock2,
  Flag,
  Inbox,
  ListX,
  type LucideIcon,
  Puzzle,
  ScrollText,
  Send,
  Settings,
  UserCheck,
  Users,
} from 'lucide-react';

/** A place in the rail: its name in `console:nav`, its address, and the permission that shows it. */
export interface Place {
  name:
    | 'queue'
    | 'mine'
    | 'myFlags'
    | 'referrals'
    | 'outcomes'
    | 'evidence'
    | 'people'
    | 'recipients'
    | 'audit'
    | 'figures'
    | 'models'
    | 'extension'
    | 'deadLetters'
    | 'settings';
  to: string;
  icon: LucideIcon;
  needs: Permission;
}

const places: readonly Place[] = [
  { name: 'queue', to: '/queue', icon: Inbox, needs: 'item:read' },
  { name: 'mine', to: '/mine', icon: UserCheck, needs: 'claim:take' },
  { name: 'myFlags', to: '/my-flags', icon: Flag, needs: 'flag:read-own' },
  { name: 'referrals', to: '/referrals', icon: Send, needs: 'batch:build' },
  { name: 'outcomes', to: '/outcomes', icon: CircleCheck, needs: 'referral:read' },
  { name: 'evidence', to: '/evidence', icon: FileLock2, needs: 'evidence:request' },
  { name: 'people', to: '/people', icon: Users, needs: 'person:manage' },
  { name: 'recipients', to: '/recipients', icon: Building2, needs: 'recipient:manage' },
  { name: 'audit', to: '/audit', icon: ScrollText, needs: 'audit:read' },
  { name: 'figures', to: '/figures', icon: ChartNoAxesColumn, needs: 'figures:read' },
  { name: 'models', to: '/models', icon: BrainCircuit, needs: 'model:read' },
  { name: 'extension', to: '/extension', icon: Puzzle, needs: 'extension:manage' },
  { name: 'deadLetters', to: '/dead-letters', icon: ListX, needs: 'dead-letter:manage' },
  { name: 'settings', to: '/settings', icon: Settings, needs: 'self:read' },
];

/** The places that somebody with these permissions may see, in the rail's order. */
export function placesFor(permissions: readonly Permission[]): Place[] {
  return places.filter((place) => permissions.includes(place.needs));
}
