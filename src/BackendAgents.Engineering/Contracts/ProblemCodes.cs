using System.Globalization;

namespace BackendAgents.Engineering.Contracts;

/// <summary>The codes by which problems of a delivered service name themselves to programs, where no guard has one of its own.</summary>
internal static class ProblemCodes
{
    /// <summary>The code of a status, as the delivered <c>Problems.CodeOf</c> gives it.</summary>
    public static string Of(int status) =>
        status switch
        {
            400 => "validation-failed",
            401 => "unauthorized",
            403 => "forbidden",
            404 => "not-found",
            405 => "method-not-allowed",
            409 => "conflict",
            412 => "precondition-failed",
            413 => "too-large",
            415 => "unsupported-media-type",
            416 => "range-not-satisfiable",
            428 => "precondition-required",
            429 => "rate-limited",
            500 => "internal-error",
            501 => "not-written",
            503 => "unavailable",
            504 => "timed-out",
            _ => "status-" + status.ToString(CultureInfo.InvariantCulture),
        };
}
