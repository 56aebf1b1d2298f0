import '../sidepanel/style.css';
import { startPrivacy } from '../../src/privacy/start-privacy.tsx';

void startPrivacy();
