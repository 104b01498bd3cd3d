namespace BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;

/// <summary>An expression that Terraform evaluates: a reference or a call, written as it is.</summary>
/// <param name="Text">The expression: <c>aws_vpc.main.id</c>.</param>
internal sealed record HclExpression(string Text)
{
    /// <summary>An expression.</summary>
    public static HclExpression Of(string text) => new(text);

    /// <summary>A variable of the module.</summary>
    public static HclExpression Var(string name) => new("var." + name);
}
