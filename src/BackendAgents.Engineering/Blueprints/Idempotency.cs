namespace BackendAgents.Engineering.Blueprints;

/// <summary>Calls that may be sent again, by a key that the caller makes up.</summary>
internal static class Idempotency
{
    /// <summary>The header with the key.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>Code of the problem of a key that has been used for another request.</summary>
    public const string Reused = "idempotency-key-reused";

    /// <summary>Code of the problem of what is no key.</summary>
    public const string Invalid = "idempotency-key-invalid";

    /// <summary>Table of what was answered.</summary>
    public const string Table = "idempotency_keys";

    /// <summary>Whether any call has a key.</summary>
    public static bool IsUsedBy(Blueprint blueprint) => blueprint.Operations.Any(static operation => operation.Idempotent);

    /// <summary>Whether a second call of an operation would do something again, so that a key helps.</summary>
    public static bool Suits(Operation operation) =>
        operation is { Kind: OperationKind.Create or OperationKind.Action or OperationKind.Call, Webhook: null }
        && OperationTraits.Of(operation).Changes;
}
