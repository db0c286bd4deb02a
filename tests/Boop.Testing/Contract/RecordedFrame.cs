using System.Text;
using System.Text.Json;

namespace Boop.Testing.Contract;

/// <summary>One text message that passed a <see cref="RecordingProxy"/>.</summary>
public sealed record RecordedFrame(WireSocket Socket, FrameDirection Direction, byte[] Bytes)
{
    /// <summary>Its <c>type</c>; empty where it has none.</summary>
    public string Type
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Bytes);
            return document.RootElement.TryGetProperty("type", out JsonElement type) ? type.ToString() : "";
        }
    }

    public string Text => Encoding.UTF8.GetString(Bytes);
}
