namespace BackendAgents.Engineering.Capabilities.Databases.MySql;

/// <summary>What a blueprint can say about MySQL.</summary>
internal sealed record MySqlOptions
{
    /// <summary>Which server the deployment runs.</summary>
    public MySqlServerKind Server { get; init; } = MySqlServerKind.Mysql;
}

/// <summary>The servers that speak MySQL's protocol.</summary>
internal enum MySqlServerKind
{
    /// <summary>Oracle's.</summary>
    Mysql,

    /// <summary>MariaDB.</summary>
    Mariadb,
}
