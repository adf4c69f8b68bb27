import { AsyncLocalStorage } from "node:async_hooks";
import type { Database, DatabaseConnection } from "./database";

/**
 * A database handle that follows the transaction it is used in. better-auth is handed it once and for all, and yet what
 * it writes is committed together with our audit entry. On the embedded database, which has one connection, a query
 * past the transaction would wait for that transaction for ever.
 */
export function joinTransactions(base: Database): Pick<DatabaseConnection, "db" | "inTransaction"> {
  const transactions = new AsyncLocalStorage<Database>();
  const db = new Proxy(base, {
    get(_, property) {
      const current = transactions.getStore() ?? base;
      const value: unknown = Reflect.get(current, property);
      return typeof value === "function" ? value.bind(current) : value;
    },
  });
  return {
    db,
    inTransaction: (act) =>
      transactions.getStore() ? act() : base.transaction((transaction) => transactions.run(transaction, act)),
  };
}
