using System.Security.Cryptography;
using System.Text;

namespace BackendAgents.Agents;

/// <summary>Ids that are the same in every process: the name, and a short hash of name and source.</summary>
internal static class AgentIdentity
{
    public static string IdOf(string name, string? source)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{source?.Replace('\\', '/')}"));
        return $"{name}-{Convert.ToHexStringLower(hash, 0, 4)}";
    }
}
