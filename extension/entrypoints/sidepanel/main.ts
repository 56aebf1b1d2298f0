import './style.css';
import { startPanel } from '../../src/panel/start-panel.tsx';

void startPanel();
