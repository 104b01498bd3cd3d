namespace BackendAgents.Engineering.Diagnostics;

/// <summary>The fields of expertise that findings belong to. A reviewer covers one or more.</summary>
public enum Area
{
    /// <summary>HTTP contract: paths, methods, status codes, documentation.</summary>
    Api,

    /// <summary>Schema, keys, indexes, types, migrations.</summary>
    Data,

    /// <summary>Authentication, authorisation, secrets, input limits.</summary>
    Security,

    /// <summary>Query cost, paging, caching.</summary>
    Performance,

    /// <summary>Containers, configuration, health, recovery.</summary>
    Operations,

    /// <summary>Tests, documentation, structure of the code.</summary>
    Quality,
}
