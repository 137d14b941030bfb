// Scripts of one room import those of another as pages have them: all rooms side by side in one folder.
import { register } from "node:module";

const hooks = `export const resolve = (name, context, next) => {
  const address = name.startsWith(".") && context.parentURL ? new URL(name, context.parentURL).href : name;
  return next(address.replace(/closeknit\\/\\w+\\/static\\/(\\w+)\\//, "closeknit/$1/static/$1/"), context);
};`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
