import { Offers } from './offers.js';

export default function Page() {
  return <Offers file="/items.safetensors" />;
}
