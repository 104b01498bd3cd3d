namespace BackendAgents.Engineering.Blueprints.Expressions;

/// <summary>An expression is wrong; the message says how, the remedy what to write. Caught where expressions are read.</summary>
internal sealed class ExpressionException(string message, string? remedy = null) : Exception(message)
{
    public string? Remedy { get; } = remedy;
}
