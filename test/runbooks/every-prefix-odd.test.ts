import { everyPrefix } from './support/every-prefix.ts';

everyPrefix(1);
