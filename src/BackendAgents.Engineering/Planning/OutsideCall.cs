namespace BackendAgents.Engineering.Planning;

/// <summary>
/// Somebody whom the service calls and who is no resource of its deployment: where nothing may go out, this has to be allowed.
/// </summary>
/// <param name="Port">The port that is called, unless its setting names another.</param>
/// <param name="Who">Who is called, for people: <c>Google</c>.</param>
/// <param name="IsNear">Whether it has a private address; else it is on the public network.</param>
internal sealed record OutsideCall(int Port, string Who, bool IsNear = false)
{
    /// <summary>The port of https.</summary>
    public const int Https = 443;
}
