import { Client } from 'pg';

/** Role that owns the schema and migrates it. */
export const ownerRole = 'lapwing_owner';
/** Role of the services; never owns a table. */
export const applicationRole = 'lapwing_app';

/**
 * Creates the two logins and the database of a private cluster where they are missing, and sets the passwords,
 * so that a start after a lost secret file of a login heals itself.
 */
export const ensureApplicationDatabase = async (
  superuserUrl: string,
  database: string,
  passwords: { owner: string; application: string },
): Promise<void> => {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await ensureLogin(client, ownerRole, passwords.owner);
    await ensureLogin(client, applicationRole, passwords.application);
    const existing = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (existing.rowCount === 0) {
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)} OWNER ${ownerRole}`);
    }
  } finally {
    await client.end();
  }
};

const ensureLogin = async (client: Client, role: string, password: string): Promise<void> => {
  const existing = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const verb = existing.rowCount === 0 ? 'CREATE' : 'ALTER';
  await client.query(`${verb} ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
};
