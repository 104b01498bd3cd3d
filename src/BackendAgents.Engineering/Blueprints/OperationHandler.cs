namespace BackendAgents.Engineering.Blueprints;

/// <summary>Where what an operation does is said.</summary>
internal enum OperationHandler
{
    /// <summary>In the blueprint: all of it is generated.</summary>
    Generated,

    /// <summary>
    /// In C#, in a file of its own that a person or an agent writes. What is generated reads the row, checks input and access, opens the
    /// transaction, and calls it.
    /// </summary>
    Written,
}
