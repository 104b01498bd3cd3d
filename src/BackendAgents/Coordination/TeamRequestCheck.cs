using BackendAgents.Coordination.Journal;

namespace BackendAgents.Coordination;

/// <summary>Refuses requests that cannot be understood.</summary>
internal static class TeamRequestCheck
{
    /// <summary>The request with well-formed texts.</summary>
    /// <exception cref="ArgumentException">It cannot be understood, or its options do not fit the team.</exception>
    public static TeamRequest Checked(TeamRequest request, BackendTeam team)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Problem(request) is { } problem)
            throw new ArgumentException(problem, nameof(request));
        if (request.Options is { } options)
            TeamOptionsCheck.Refuse(options, team.Members, nameof(request));
        return request with { Brief = WellFormed.Text(request.Brief), Context = WellFormed.Text(request.Context) };
    }

    private static string? Problem(TeamRequest request)
    {
        if (request.Brief.Length > TeamRequest.MaxBriefLength)
            return $"The brief has {request.Brief.Length} characters; {TeamRequest.MaxBriefLength} are taken.";
        if (request.Context.Length > TeamRequest.MaxBriefLength)
            return $"The context has {request.Context.Length} characters; {TeamRequest.MaxBriefLength} are taken.";
        if (!request.Resume && string.IsNullOrWhiteSpace(request.Brief))
            return "The brief is empty.";
        if (request.Resume && request.RunId is null)
            return "Which run to resume? There is no run id.";
        return request.RunId is { } id && !IsRunId(id)
            ? "A run id is made of letters, digits, '-', '_' and '.', does not begin with '.', and has at most 100 characters."
            : null;
    }

    private static bool IsRunId(string id) =>
        id.Length is > 0 and <= 100 && id[0] != '.' && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
