/** Inventory: stock levels and reservations. */
export {};
