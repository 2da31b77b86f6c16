import { start } from '../screen/start.js';

const root = document.getElementById('stage');
if (root) start(root, 'hall');
