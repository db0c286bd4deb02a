using Boop.Testing.PostgreSql;

[assembly: AssemblyFixture(typeof(PostgreSqlFixture))]
